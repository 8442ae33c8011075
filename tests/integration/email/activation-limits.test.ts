import { eq, sql } from "drizzle-orm";
import { asActor, asSystem } from "@/db";
import { activationDays, emails } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { readLink } from "@/lib/auth/tokens";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { latestEmailOf } from "@/lib/email/queries";
import { resetEnv } from "@/lib/env";
import { activationsAfterToday, deletePastActivationDays } from "@/lib/outbox/enqueue-email";
import { draftImport } from "@/lib/user-import/draft-import";
import { importUsers } from "@/lib/user-import/import-users";
import { getImport } from "@/lib/user-import/queries";
import { createUser } from "@/lib/users/create-user";
import { resendActivation } from "@/lib/users/links";
import { sendEmailAgain } from "@/lib/users/send-email-again";
import { adminOf, REQUEST, useTree } from "../../support/factories";
import { newestLink, outbox, setColumn } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
let actor: Actor;

beforeEach(async () => {
  actor = await adminOf(tree.partnerA);
});

afterEach(() => limits({}));

function limits({ recipient, company }: { recipient?: number; company?: number }): void {
  process.env.ACTIVATION_EMAILS_PER_RECIPIENT = recipient ? String(recipient) : "";
  process.env.ACTIVATION_EMAILS_PER_COMPANY = company ? String(company) : "";
  resetEnv();
}

const create = (login: string, email: string, tenant = tree.customerA1, by = actor) =>
  createUser(by, tenant.id, {
    login,
    email,
    useEmailAsLogin: false,
    language: "en",
    firstName: null,
    lastName: null,
    access: "administrator",
  });

/** In how many days (UTC) each activation email goes out, oldest first; 0 is now. */
async function days(): Promise<number[]> {
  const rows = await asSystem("test", (tx) =>
    tx
      .select({
        days: sql<number>`((${emails.nextAttemptAt} at time zone 'UTC')::date - (now() at time zone 'UTC')::date)::int`,
      })
      .from(emails)
      .where(eq(emails.template, "activation"))
      .orderBy(emails.nextAttemptAt, emails.createdAt),
  );
  return rows.map((row) => row.days);
}

async function deliverable(): Promise<number> {
  const sent: string[] = [];
  await deliverDueEmails({
    transport: {
      async send({ to }) {
        sent.push(to);
        return { providerId: null };
      },
    },
  });
  return sent.length;
}

/** Lets all that waits be a day nearer. */
const nextDay = () =>
  asSystem("test", async (tx) => {
    await tx.update(emails).set({ nextAttemptAt: sql`${emails.nextAttemptAt} - interval '1 day'` });
    await tx.execute(sql`alter table activation_days drop constraint activation_days_subject_day_pk`);
    await tx.update(activationDays).set({ day: sql`${activationDays.day} - 1` });
    await tx.execute(
      sql`alter table activation_days add constraint activation_days_subject_day_pk primary key (subject, day)`,
    );
  });

test("the sixth email of a day to one mailbox waits, whatever way it is caused and in whichever company", async () => {
  for (let number = 0; number < 4; number++) await create(`person${number}`, "mina@contoso.example");
  await create("elsewhere", "mina@contoso.example", tree.customerB1, await adminOf(tree.partnerB));
  expect(await days()).toEqual([0, 0, 0, 0, 0]);
  const sixth = await create("person5", "mina+again@contoso.example");
  await create("other", "zoe@contoso.example");
  expect(await days()).toEqual([0, 0, 0, 0, 0, 0, 1]);
  expect(await deliverable()).toBe(6);
  const waiting = await asActor(actor, (tx) => latestEmailOf(tx, { id: sixth, tenantId: tree.customerA1.id }));
  expect(waiting).toMatchObject({ status: "queued", error: null, attempts: 0, waitsUntil: expect.any(Date) });

  await nextDay();
  expect(await deliverable()).toBe(1);
  expect((await outbox()).map(({ status }) => status)).toEqual(Array(7).fill("sent"));
});

test("a link lives as long as ever from the day on which its email goes out", async () => {
  limits({ recipient: 1 });
  await create("mina", "mina@contoso.example");
  const waiting = await create("zoe", "mina@contoso.example");
  const { expiresAt } = (await readLink("activation", await newestLink(waiting, "activation"))) as { expiresAt: Date };
  const [email] = (await outbox()).filter(({ userId }) => userId === waiting);
  const begins = email?.nextAttemptAt.getTime() ?? 0;
  expect(expiresAt.getTime() - begins).toBe(7 * 86_400_000);
});

test("an email that waits gives its place to a newer one of the same user, and only the newer goes out", async () => {
  limits({ recipient: 2 });
  await create("one", "mina@contoso.example");
  await create("two", "mina@contoso.example");
  const mina = await create("mina", "mina@contoso.example");
  for (let time = 0; time < 3; time++) await resendActivation(actor, tree.customerA1.id, mina);
  await requestPasswordReset("mina", REQUEST);
  expect(await days()).toEqual([0, 0, 1]);
  await deliverable();
  await nextDay();
  expect(await deliverable()).toBe(1);
  expect((await outbox()).map(({ status }) => status)).toEqual(["sent", "sent", "sent"]);
});

test("what failed and is sent again is counted again, and one that waits is not pushed ahead", async () => {
  limits({ recipient: 1 });
  const mina = await create("mina", "mina@contoso.example");
  const [email] = await outbox();
  const again = { tenantId: tree.customerA1.id, userId: mina, emailId: email?.id ?? "" };
  await setColumn("emails", again.emailId, "status = 'failed', last_error = 'unreachable'");
  await sendEmailAgain(actor, again);
  expect(await days()).toEqual([1]);
  await sendEmailAgain(actor, again);
  expect(await days()).toEqual([1]);
});

test("one company's limit is no other's, and no other email counts or waits", async () => {
  limits({ company: 2 });
  for (let number = 0; number < 5; number++) await create(`person${number}`, `person${number}@contoso.example`);
  await create("elsewhere", "elsewhere@contoso.example", tree.customerB1, await adminOf(tree.partnerB));
  expect(await days()).toEqual([0, 0, 0, 1, 1, 2]);
  await setColumn("users", (await outbox())[0]?.userId ?? 0, "activated_at = now()");
  await requestPasswordReset("person0", REQUEST);
  expect((await outbox()).at(-1)).toMatchObject({ template: "password_reset" });
  expect(await deliverable()).toBe(4);
});

test("an import says before it starts how many will not go out today, and so it is", async () => {
  limits({ recipient: 3, company: 7 });
  await create("before", "mina@contoso.example");
  const rows = [
    ...Array.from({ length: 5 }, (_, number) => `mina@contoso.example,mina${number},readonly_admin`),
    ...Array.from({ length: 5 }, (_, number) => `person${number}@contoso.example,person${number},readonly_admin`),
  ];
  const text = ["email,login,role", ...rows].join("\n");
  const id = await draftImport(actor, tree.customerA1.id, text);
  const { draft } = await getImport(actor, tree.customerA1.id, id);
  expect(draft).toMatchObject({ total: 10, bad: 0, later: 4 });

  await importUsers(actor, tree.customerA1.id, id);
  const { result } = await getImport(actor, tree.customerA1.id, id);
  expect(result?.delivery).toEqual({ total: 10, sent: 0, waiting: 6, later: 4, failed: 0 });
  expect(result?.users.filter(({ email }) => email?.waitsUntil)).toHaveLength(4);
  expect(await days()).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
});

test("two hundred emails to one mailbox go out five a day", async () => {
  const rows = Array.from({ length: 200 }, (_, number) => `mina@contoso.example,mina${number},readonly_admin`);
  const id = await draftImport(actor, tree.customerA1.id, ["email,login,role", ...rows].join("\n"));
  await importUsers(actor, tree.customerA1.id, id);
  expect(await days()).toEqual(Array.from({ length: 200 }, (_, number) => Math.floor(number / 5)));
});

test("nothing is said or planned about companies out of reach", async () => {
  limits({ company: 1 });
  await create("mina", "mina@contoso.example");
  const stranger = await adminOf(tree.partnerB);
  const [email] = await outbox();
  await asActor(stranger, async (tx) => {
    expect(await activationsAfterToday(tx, tree.customerA1.id, ["zoe@contoso.example"])).toBe(0);
    await tx.execute(sql`select plan_activation_emails(array[${email?.id}]::uuid[], 1, 1)`);
  });
  expect(await days()).toEqual([0]);
});

test("days that are over are forgotten", async () => {
  limits({ recipient: 1 });
  await create("mina", "mina@contoso.example");
  await create("zoe", "mina@contoso.example");
  await asSystem("test", (tx) =>
    tx
      .update(activationDays)
      .set({ day: sql`${activationDays.day} - 1` })
      .where(sql`day <= now()`),
  );
  await deletePastActivationDays();
  const left = await asSystem("test", (tx) => tx.select().from(activationDays));
  expect(left.map(({ planned }) => planned)).toEqual([1, 1]);
});

describeRaces("in parallel", () => {
  test("of twenty users with one mailbox, five emails a day go out", async () => {
    await Promise.all(
      Array.from({ length: 20 }, async (_, number) => {
        const [tenant, by] = number % 2 ? [tree.customerA1, actor] : [tree.customerB1, await adminOf(tree.partnerB)];
        return create(`person${number}`, "mina@contoso.example", tenant, by);
      }),
    );
    expect(await days()).toEqual(Array.from({ length: 20 }, (_, number) => Math.floor(number / 5)));
  });

  test("imports with the same mailboxes in another order don't wait in a circle", async () => {
    const addresses = Array.from({ length: 30 }, (_, number) => `person${number}@contoso.example`);
    const drafts = await Promise.all(
      [addresses, [...addresses].reverse(), addresses].map((list, which) => {
        const rows = list.map((address, number) => `${address},login${which}-${number},readonly_admin`);
        return draftImport(actor, tree.customerA1.id, ["email,login,role", ...rows].join("\n"));
      }),
    );
    await Promise.all(drafts.map((id) => importUsers(actor, tree.customerA1.id, id)));
    expect(await days()).toEqual(Array(90).fill(0));
  });
});
