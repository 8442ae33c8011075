import { eq, sql } from "drizzle-orm";
import { asActor, asSystem, type Transaction } from "@/db";
import { auditLog, emails, tenants, users } from "@/db/tables";
import { parseToken } from "@/lib/auth/tokens";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { listUnsentEmails } from "@/lib/email/list-unsent-emails";
import { latestEmailOf } from "@/lib/email/queries";
import { RETRY_DELAYS_MS } from "@/lib/email/retry-delay";
import { emailTransport } from "@/lib/email/transport";
import { AppError } from "@/lib/errors";
import { named } from "@/lib/fields/unique-name";
import { enqueueEmail } from "@/lib/outbox/enqueue-email";
import { sendEmailAgain } from "@/lib/users/send-email-again";

import {
  administratorOf,
  changeToken,
  createInstallation,
  type Installation,
  keepOneEmail,
  readEmail,
  recordingTransport,
  refused,
  unreachable,
} from "../../support/outbox";
import { useTestDatabase } from "../../support/test-database";
import { useTestEnv } from "../../support/test-env";
import { text } from "../../support/words";

useTestDatabase();

let place: Installation;
let emailId: string;

beforeEach(async () => {
  place = await createInstallation();
  emailId = await keepOneEmail(place.customerAdminId);
});

/** The email as the page of its user names it. */
const reference = () => ({ tenantId: place.customerId, userId: place.customerAdminId, emailId });

async function readRow(tx: Transaction): Promise<typeof emails.$inferSelect> {
  const [row] = await tx.select().from(emails);
  if (!row) throw new Error("no email");
  return row;
}

const WITHOUT_SMTP = { EMAIL_FROM: undefined, SMTP_URL: undefined };

afterEach(() => useTestEnv(WITHOUT_SMTP));

const momentIn = (ms: number, from = Date.now()) => new Date(from + ms);

test("times are in the recipient's time zone as of when it goes out: their company's, or their own", async () => {
  const linkEnds = new Date("2041-10-27T01:30:00Z");
  await changeToken({ expiresAt: linkEnds }, place.customerAdminId);
  const setZone = (timeZone: string) =>
    asSystem("test", (tx) => tx.update(tenants).set({ timeZone }).where(eq(tenants.id, place.rootId)));
  const setOwn = (timeZone: string) =>
    asSystem("test", (tx) => tx.update(users).set({ timeZone }).where(eq(users.id, place.customerAdminId)));
  const sayings = [
    { change: () => setZone("Europe/Berlin"), says: "October 27, 2041 at 2:30 AM GMT+1 (Europe/Berlin)" },
    { change: () => setOwn("Asia/Kolkata"), says: "October 27, 2041 at 7:00 AM GMT+5:30 (Asia/Kolkata)" },
    { change: () => setOwn("Australia/Lord_Howe"), says: "October 27, 2041 at 12:30 PM GMT+11 (Australia/Lord_Howe)" },
    { change: () => setOwn("America/Sao_Paulo"), says: "October 26, 2041 at 10:30 PM GMT-3 (America/Sao_Paulo)" },
    { change: () => setOwn("UTC"), says: "October 27, 2041 at 1:30 AM UTC" },
  ];
  for (const { change, says } of sayings) {
    await change();
    await asSystem("test", (tx) => tx.update(emails).set({ status: "queued", sentAt: null }));
    const transport = recordingTransport();
    await deliverDueEmails({ transport });
    expect(transport.messages.map(({ text: body }) => body)).toEqual([
      expect.stringContaining(text("emails.linkEnds", { moment: says })),
    ]);
  }
});

test("a way out that can't be made is said, with what to change, on every email that waits", async () => {
  const admin = await administratorOf(place.customerId);
  const waiting = { ...(await readEmail(emailId)), id: "00000000-0000-4000-8000-000000000002" };
  await asSystem("test", (tx) => tx.insert(emails).values(waiting));
  useTestEnv({
    EMAIL_TRANSPORT: "smtp",
    EMAIL_FROM: "portal@example.com",
    SMTP_URL: "smtps://user:hunter2@mail.example.com:0",
  });
  const transport = emailTransport();
  useTestEnv(WITHOUT_SMTP);
  expect(await deliverDueEmails({ transport })).toMatchObject({ retried: 2 });
  const { emails: listed } = await listUnsentEmails(admin, place.customerId, { status: "queued" });
  const detail = "SMTP_URL must have a port from 1 to 65535";
  expect(listed.map(({ error }) => error)).toEqual([
    { failure: "transport", detail },
    { failure: "transport", detail },
  ]);
  const last = await asActor(admin, (tx) =>
    latestEmailOf(tx, { id: place.customerAdminId, tenantId: place.customerId }),
  );
  expect(last).toMatchObject({ status: "queued", error: { failure: "transport", detail } });
});

test("an international address is mailed as xn--, and stored as people read it", async () => {
  await asSystem("test", async (tx) => {
    await tx.update(users).set({ email: "zoe@bücher.example" }).where(eq(users.id, place.customerAdminId));
    await tx.update(emails).set({ toAddress: "zoe@bücher.example" }).where(eq(emails.id, emailId));
  });
  const transport = recordingTransport();
  expect(await deliverDueEmails({ transport })).toMatchObject({ sent: 1 });
  expect(transport.messages).toMatchObject([{ to: "zoe@xn--bcher-kva.example" }]);
});

describe("a due email", () => {
  test("goes out once, with its id as key, to the stored address, with a link that is derived and stored nowhere", async () => {
    const transport = recordingTransport();
    expect(await deliverDueEmails({ transport })).toEqual({ sent: 1, failed: 0, retried: 0, dropped: 0 });
    expect(await deliverDueEmails({ transport })).toEqual({ sent: 0, failed: 0, retried: 0, dropped: 0 });

    const [message] = transport.messages;
    expect(transport.messages).toHaveLength(1);
    expect(message).toMatchObject({
      id: emailId,
      to: "zoe@contoso.example.com",
      subject: "Activate Account – Backstay",
    });
    const link = message?.text.match(/http:\/\/localhost:\d+\/activate\/(\S+)/)?.[1] ?? "";
    const row = await readEmail(emailId);
    expect(parseToken("activation", link)).toBe(row.payload.tokenId);
    expect(JSON.stringify(row)).not.toContain(link.split(".")[1]);
    expect(row).toMatchObject({ status: "sent", attempts: 1, lockedUntil: null, lastError: null });
    expect(row.providerId).toBe(`provider-${emailId}`);
    expect(row.sentAt).toBeInstanceOf(Date);
  });

  test("says who to ask: the company above for its administrator", async () => {
    const transport = recordingTransport();
    await deliverDueEmails({ transport });
    expect(transport.messages[0]?.text).toContain(text("emails.questions", { contactName: "Northwind Partners" }));
    expect(transport.messages[0]?.text).toContain(text("emails.greeting", { name: "Zoë van der Meer" }));
    expect(transport.messages[0]?.text).not.toContain("evil.example.com");
  });

  test("that a rolled-back transaction wrote never existed", async () => {
    await expect(
      asSystem("test", async (tx) => {
        const { tenantId, tenantPath, userId, payload } = await readRow(tx);
        const user = { id: userId, tenantId, tenantPath, email: "nobody@example.com", language: "en" };
        await enqueueEmail(tx, { template: "activation", user, payload: { tokenId: String(payload.tokenId) } });
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    const transport = recordingTransport();
    await deliverDueEmails({ transport });
    expect(transport.messages.map((message) => message.to)).toEqual(["zoe@contoso.example.com"]);
  });
});

describe("a transport that is down", () => {
  test("is tried again after growing waits, then the email has failed with the reason, and can be sent again", async () => {
    const transport = recordingTransport();
    transport.failure = unreachable();
    let now = Date.now();
    await asSystem("test", (tx) => tx.execute(sql`update tokens set expires_at = now() + interval '7 days'`));
    for (const [index, delayMs] of RETRY_DELAYS_MS.entries()) {
      expect(await deliverDueEmails({ transport, now: new Date(now) })).toEqual({
        sent: 0,
        failed: 0,
        retried: 1,
        dropped: 0,
      });
      expect(await readEmail(emailId)).toMatchObject({
        status: "queued",
        attempts: index + 1,
        lastError: "unreachable: connect ECONNREFUSED",
        lockedUntil: null,
        nextAttemptAt: new Date(now + delayMs),
      });
      // A moment before the wait is over nothing happens.
      expect(await deliverDueEmails({ transport, now: new Date(now + delayMs - 1000) })).toEqual({
        sent: 0,
        failed: 0,
        retried: 0,
        dropped: 0,
      });
      now += delayMs;
    }
    expect(await deliverDueEmails({ transport, now: new Date(now) })).toEqual({
      sent: 0,
      failed: 1,
      retried: 0,
      dropped: 0,
    });
    expect(await readEmail(emailId)).toMatchObject({ status: "failed", attempts: RETRY_DELAYS_MS.length + 1 });
    expect(await deliverDueEmails({ transport, now: momentIn(86_400_000, now) })).toMatchObject({ retried: 0 });

    await sendEmailAgain(await administratorOf(place.customerId), reference());
    expect(await readEmail(emailId)).toMatchObject({ status: "queued", attempts: 0, lastError: null });
    transport.failure = null;
    expect(await deliverDueEmails({ transport })).toMatchObject({ sent: 1 });
    expect(transport.messages).toHaveLength(1);
    expect(await readEmail(emailId)).toMatchObject({ status: "sent", lastError: null });
  });

  test("one that is permanently refused fails immediately, with what the service said", async () => {
    const transport = recordingTransport();
    transport.failure = refused();
    expect(await deliverDueEmails({ transport })).toEqual({ sent: 0, failed: 1, retried: 0, dropped: 0 });
    expect(await readEmail(emailId)).toMatchObject({ status: "failed", attempts: 1 });
    const state = await asActor(await administratorOf(place.customerId), (tx) =>
      latestEmailOf(tx, { id: place.customerAdminId, tenantId: place.customerId }),
    );
    expect(state?.error).toEqual({ failure: "refused", detail: "550 no such mailbox" });
  });

  test("an error that is not the transport's is tried again and shows nothing of itself", async () => {
    const transport = { send: () => Promise.reject(new Error("secret-inside")) };
    expect(await deliverDueEmails({ transport })).toMatchObject({ retried: 1 });
    expect((await readEmail(emailId)).lastError).toBe("internal");
  });
});

describe("after kill -9", () => {
  test("between commit and send: a queued row goes out with the next look", async () => {
    const transport = recordingTransport();
    expect((await readEmail(emailId)).status).toBe("queued");
    expect(await deliverDueEmails({ transport })).toMatchObject({ sent: 1 });
  });

  test("in the middle of sending: the row is taken again when the claim has lapsed, not before", async () => {
    const transport = recordingTransport();
    await asSystem("test", (tx) =>
      tx
        .update(emails)
        .set({ status: "sending", attempts: 1, lockedUntil: sql`now() + interval '2 minutes'` })
        .where(eq(emails.id, emailId)),
    );
    expect(await deliverDueEmails({ transport })).toMatchObject({ sent: 0 });
    expect(await deliverDueEmails({ transport, now: momentIn(121_000) })).toMatchObject({ sent: 1 });
    expect(await readEmail(emailId)).toMatchObject({ status: "sent", attempts: 2 });
    expect(transport.messages.map((message) => message.id)).toEqual([emailId]);
  });

  test("a process that lost its claim does not overwrite what the next one did", async () => {
    const lockedUntil = momentIn(240_000);
    const slow = {
      async send() {
        // Another process has claimed the row meanwhile and is at it.
        await asSystem("test", (tx) => tx.update(emails).set({ attempts: 2, lockedUntil }));
        throw unreachable();
      },
    };
    await deliverDueEmails({ transport: slow });
    expect(await readEmail(emailId)).toMatchObject({ status: "sending", attempts: 2, lockedUntil, lastError: null });
  });
});

describe("no one gets a dead link or an email that is no longer theirs", () => {
  const past = new Date(Date.now() - 1000);
  test.each([
    ["link_used", () => changeToken({ usedAt: past }, place.customerAdminId)],
    ["link_replaced", () => changeToken({ replacedAt: past }, place.customerAdminId)],
    ["link_expired", () => changeToken({ expiresAt: past }, place.customerAdminId)],
    ["user_disabled", () => asSystem("test", (tx) => tx.update(users).set({ disabledAt: past }))],
    ["user_deleted", () => asSystem("test", (tx) => tx.update(users).set({ deletedAt: past }))],
    [
      "user_disabled",
      () =>
        asSystem("test", (tx) => tx.update(tenants).set({ disabledAt: past }).where(eq(tenants.id, place.partnerId))),
    ],
    [
      "user_deleted",
      () =>
        asSystem("test", (tx) => tx.update(tenants).set({ deletedAt: past }).where(eq(tenants.id, place.customerId))),
    ],
  ])("%s", async (reason, happen) => {
    await happen();
    const transport = recordingTransport();
    expect(await deliverDueEmails({ transport })).toEqual({ sent: 0, failed: 1, retried: 0, dropped: 0 });
    expect(transport.messages).toHaveLength(0);
    expect(await readEmail(emailId)).toMatchObject({ status: "failed", lastError: reason });
  });

  test("a payload that was tampered with doesn't hold up other emails", async () => {
    await asSystem("test", (tx) => tx.update(emails).set({ payload: { tokenId: "x'; drop table emails" } }));
    const transport = recordingTransport();
    expect(await deliverDueEmails({ transport })).toMatchObject({ sent: 0, failed: 1 });
    expect((await readEmail(emailId)).lastError).toBe("internal");
  });
});

describe("sending again", () => {
  const fail = () => deliverDueEmails({ transport: Object.assign(recordingTransport(), { failure: refused() }) });

  test("is possible for the company, those above it, and no one else", async () => {
    await fail();
    const other = await asSystem("test", async (tx) => {
      const [row] = await tx
        .insert(tenants)
        .values({ parentId: place.rootId, kind: "partner", ...named("Elsewhere"), language: "en", path: "0" })
        .returning({ id: tenants.id, path: tenants.path });
      return row;
    });
    const partner = await administratorOf(place.partnerId);
    const stranger = { ...partner, tenantId: other?.id ?? 0, tenantPath: other?.path ?? "" };
    await expect(sendEmailAgain(stranger, reference())).rejects.toEqual(new AppError("NOT_FOUND"));
    await expect(sendEmailAgain(await administratorOf(place.customerId, "read"), reference())).rejects.toEqual(
      new AppError("FORBIDDEN"),
    );
    expect((await readEmail(emailId)).status).toBe("failed");

    await sendEmailAgain(partner, reference());
    expect((await readEmail(emailId)).status).toBe("queued");
    const lines = await asSystem("test", (tx) =>
      tx.select().from(auditLog).where(eq(auditLog.event, "email.send_again")),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ actorLogin: "admin@northwind.example.com", tenantId: place.customerId });
  });

  test("is not possible for an email that went out, one that does not exist, or something else", async () => {
    await deliverDueEmails({ transport: recordingTransport() });
    const actor = await administratorOf(place.customerId);
    for (const id of [emailId, "00000000-0000-4000-8000-000000000000", "' or true"]) {
      await expect(sendEmailAgain(actor, { ...reference(), emailId: id })).rejects.toEqual(new AppError("NOT_FOUND"));
    }
  });

  test("is not possible under another user or company than the email's own", async () => {
    await fail();
    const actor = await administratorOf(place.partnerId);
    for (const elsewhere of [{ tenantId: place.partnerId }, { userId: place.customerAdminId + 1 }]) {
      await expect(sendEmailAgain(actor, { ...reference(), ...elsewhere })).rejects.toEqual(new AppError("NOT_FOUND"));
    }
    expect((await readEmail(emailId)).status).toBe("failed");
  });

  test("says so when the link is dead: then a new one is what helps", async () => {
    await changeToken({ replacedAt: new Date() }, place.customerAdminId);
    await deliverDueEmails({ transport: recordingTransport() });
    await expect(sendEmailAgain(await administratorOf(place.customerId), reference())).rejects.toEqual(
      new AppError("LINK_REPLACED"),
    );
  });
});

test("the delivery state is that of the newest email, and no one outside sees one", async () => {
  const user = { id: place.customerAdminId, tenantId: place.customerId };
  const inside = await asActor(await administratorOf(place.customerId), (tx) => latestEmailOf(tx, user));
  expect(inside).toMatchObject({ id: emailId, status: "queued", error: null, toAddress: "zoe@contoso.example.com" });
  const self = { ...(await administratorOf(place.partnerId)), tenantPath: "999", access: "admin" as const };
  expect(await asActor(self, (tx) => latestEmailOf(tx, user))).toBeNull();
});
