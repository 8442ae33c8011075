import { asSystem } from "@/db";
import { emails } from "@/db/tables";
import { findSentAgain, listUnsentEmails } from "@/lib/email/list-unsent-emails";
import { canSendAgain, type UnsentStatus } from "@/lib/email/model";
import { parseUnsentQuery } from "@/lib/email/schema";
import { actorFor, makeTenant, makeUser, type TestUser, useTree, useUser } from "../../support/factories";
import { refusal, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const administrator = useUser(() => ({ tenant: tree.partnerA }));
const below = useUser(() => ({ tenant: tree.unitA1b }));

type Mail = { status?: UnsentStatus | "sent"; hoursAgo?: number; lastError?: string | null };

/** An email that failed, unless said otherwise. */
async function write({ id, tenant, email }: TestUser, mail: Mail = {}): Promise<string> {
  const { status = "failed", hoursAgo = 1, lastError = "refused: 550 no such mailbox" } = mail;
  const [row] = await asSystem("test", (tx) =>
    tx
      .insert(emails)
      .values({
        userId: id,
        tenantId: tenant.id,
        tenantPath: tenant.path,
        template: "activation",
        toAddress: email,
        language: "en",
        status,
        lastError,
        attempts: 3,
        createdAt: new Date(Date.now() - hoursAgo * 3_600_000),
      })
      .returning({ id: emails.id }),
  );
  return row?.id ?? "";
}

const list = async (tenantId: number, who = administrator, status: UnsentStatus = "failed") =>
  (await listUnsentEmails(actorFor(who), tenantId, { status })).emails;

test("what failed here and below in the last days, newest first, with the reason", async () => {
  const older = await write(below, { hoursAgo: 30 });
  const newer = await write(administrator);
  await write(administrator, { status: "sent" });
  await write(administrator, { hoursAgo: 31 * 24 });
  await write(await makeUser({ tenant: tree.customerB1 }));
  const queued = await write(below, { status: "queued", lastError: null });
  expect((await list(tree.partnerA.id)).map(({ id }) => id)).toEqual([newer, older]);
  expect((await list(tree.customerA1.id)).map(({ id }) => id)).toEqual([older]);
  expect((await list(tree.partnerA.id, administrator, "queued")).map(({ id }) => id)).toEqual([queued]);
  expect((await list(tree.partnerA.id))[1]).toMatchObject({
    userId: below.id,
    tenantId: tree.unitA1b.id,
    tenantName: "Unit A1b",
    toAddress: below.email,
    attempts: 3,
    error: { failure: "refused", detail: "550 no such mailbox" },
    gone: false,
  });
});

test("users and companies that have been deleted since are marked: nothing is sent there", async () => {
  await write(below);
  await setColumn("users", below.id, "deleted_at = now()");
  expect(await list(tree.partnerA.id)).toMatchObject([{ gone: true }]);
  await setColumn("users", below.id, "deleted_at = null");
  await setColumn("tenants", tree.unitA1b.id, "disabled_at = now(), deleted_at = now()");
  expect(await list(tree.partnerA.id)).toMatchObject([{ gone: true }]);
});

test("pages follow each other without a gap, in few tenants and in many", async () => {
  const ids = [];
  for (let hour = 7; hour > 0; hour--) ids.unshift(await write(hour % 2 ? below : administrator, { hoursAgo: hour }));
  // The same moment: then the id decides.
  await asSystem("test", (tx) => tx.update(emails).set({ createdAt: new Date(Date.now() - 3_600_000) }));
  const walk = async () => {
    const walked: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await listUnsentEmails(actorFor(administrator), tree.partnerA.id, {
        status: "failed",
        after,
        limit: 3,
      });
      expect(page.earlier).toBe(after !== undefined);
      walked.push(...page.emails.map(({ id }) => id));
      if (page.next === null) return walked;
      after = page.next;
    }
  };
  const few = await walk();
  expect([...few].sort()).toEqual([...ids].sort());
  for (let count = 0; count < 210; count++) await makeTenant("customer", tree.partnerA);
  expect(await walk()).toEqual(few);
});

test("inside a self-managed customer nothing is seen from above, and everything from within", async () => {
  const id = await write(below);
  await setColumn("tenants", tree.customerA1.id, "self_managed = true");
  expect(await list(tree.partnerA.id)).toEqual([]);
  expect(await refusal(list(tree.customerA1.id))).toEqual({ code: "SELF_MANAGED" });
  expect(await findSentAgain(actorFor(administrator), tree.partnerA.id, id)).toBeNull();
  const inside = await makeUser({ tenant: tree.customerA1, role: "readonly_admin" });
  expect(await list(tree.customerA1.id, inside)).toHaveLength(1);
});

test("those without access are refused, or told that it doesn't exist", async () => {
  for (const id of [tree.provider.id, tree.customerB1.id, 999]) {
    expect(await refusal(list(id))).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(findSentAgain(actorFor(administrator), id, "x"))).toBe("done");
  }
  const plain = await makeUser({ tenant: tree.customerA1, role: "protection_admin" });
  expect(await refusal(list(tree.customerA1.id, plain))).toEqual({ code: "FORBIDDEN" });
});

test("the state of one that was sent again, and of none elsewhere", async () => {
  const id = await write(below, { status: "queued" });
  const elsewhere = await write(await makeUser({ tenant: tree.customerB1 }));
  const actor = actorFor(administrator);
  expect(await findSentAgain(actor, tree.partnerA.id, id)).toEqual({ toAddress: below.email, status: "queued" });
  expect(await findSentAgain(actor, tree.customerA2.id, id)).toBeNull();
  expect(await findSentAgain(actor, tree.partnerA.id, elsewhere)).toBeNull();
  expect(await findSentAgain(actor, tree.partnerA.id, "made up")).toBeNull();
});

test("a key that is malformed or another tenant's counts as none", async () => {
  const elsewhere = await write(await makeUser({ tenant: tree.customerB1 }), { hoursAgo: 0 });
  await write(below);
  for (const after of [elsewhere, "made up"]) {
    const page = await listUnsentEmails(actorFor(administrator), tree.partnerA.id, { status: "failed", after });
    expect(page).toMatchObject({ earlier: false, emails: [{ userId: below.id }] });
  }
  expect(parseUnsentQuery({ status: ["failed", "queued"], after: "1", again: "x" })).toEqual({ status: "failed" });
  expect(parseUnsentQuery({ status: "queued" })).toEqual({ status: "queued" });
});

test("sending once more is offered where it may help", () => {
  const error = { failure: "refused", detail: null } as const;
  expect(canSendAgain({ status: "failed", error })).toBe(true);
  expect(canSendAgain({ status: "queued", error: null })).toBe(false);
  expect(canSendAgain({ status: "failed", error: { failure: "link_used", detail: null } })).toBe(false);
});
