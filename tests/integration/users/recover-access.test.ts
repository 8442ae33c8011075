import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { users, userTotp } from "@/db/tables";
import { listAuditLines } from "@/lib/audit-log/queries";
import { readLink } from "@/lib/auth/tokens";
import { recoverAccess } from "@/lib/users/recover-access";
import { actorWithSession, sessionStates, withTwoFactor } from "../../support/account";
import { actorFor, makeUser, useTree, useUser } from "../../support/factories";
import { newestLink, outbox, refusal, rowCounts, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const lost = useUser(() => ({ tenant: tree.provider }));

const newest = async () => {
  const reader = actorFor(await makeUser({ tenant: tree.provider, role: "readonly_admin" }));
  const { lines } = await listAuditLines(reader, tree.provider.id, { limit: 1 });
  return lines[0];
};
const mails = async () => (await outbox()).map(({ template, toAddress }) => `${template} to ${toAddress}`).sort();

describe("an active user", () => {
  test("loses the second factor and all sessions; they and the other administrators are told", async () => {
    const colleague = await makeUser({ tenant: tree.provider });
    await makeUser({ tenant: tree.provider, role: "readonly_admin" });
    await makeUser({ tenant: tree.provider, activated: false });
    await makeUser({ tenant: tree.partnerA });
    await withTwoFactor(lost, await actorWithSession(lost));
    await asSystem("test", (tx) => tx.execute("delete from emails"));

    const recovered = await recoverAccess(lost.login, null);

    expect(recovered).toEqual({
      recovery: "two_factor",
      user: { id: lost.id, tenantId: tree.provider.id, login: lost.login, email: lost.email },
      company: tree.provider.name,
      told: 1,
    });
    const [totp] = await asSystem("test", (tx) => tx.select().from(userTotp).where(eq(userTotp.userId, lost.id)));
    expect(totp).toBeUndefined();
    expect(Object.values(await sessionStates(lost))).toEqual(["ended"]);
    expect(await mails()).toEqual([`access_recovered to ${colleague.email}`, `two_factor_reset to ${lost.email}`]);
    const reset = (await outbox()).find(({ template }) => template === "two_factor_reset");
    expect(reset?.payload).toMatchObject({ by: "The operator of the server", address: null, browser: null });
    expect(await newest()).toMatchObject({
      event: "user.reset_two_factor",
      objectName: lost.login,
      initiator: "operator",
    });
  });

  test("who has no second factor keeps everything, and no one is told", async () => {
    const before = await rowCounts();
    expect(await recoverAccess(lost.login, null)).toMatchObject({ recovery: "nothing", told: 0 });
    expect(await rowCounts()).toEqual(before);
  });

  test("keeps the address: it's theirs to change", async () => {
    expect(await refusal(recoverAccess(lost.login, "new@northwind.example"))).toEqual({
      code: "ALREADY_ACTIVE",
      field: "email",
    });
  });
});

describe("a user who never activated the account", () => {
  const newcomer = useUser(() => ({ tenant: tree.customerA1, activated: false }));

  test("gets a new activation email", async () => {
    const colleague = await makeUser({ tenant: tree.customerA1 });
    expect(await recoverAccess(newcomer.login, null)).toMatchObject({ recovery: "activation", told: 1 });
    expect(await readLink("activation", await newestLink(newcomer.id, "activation"))).toMatchObject({ problem: null });
    expect(await mails()).toEqual([`access_recovered to ${colleague.email}`, `activation to ${newcomer.email}`]);
    expect(await newest()).toMatchObject({ event: "user.resend_activation", initiator: "operator" });
  });

  test("gets it at the right address, which becomes the login where the wrong one was", async () => {
    await setColumn("users", newcomer.id, "email = 'bss@acme.example', login = 'bss@acme.example'");
    expect(await recoverAccess("bss@acme.example", "boss@acme.example")).toMatchObject({
      recovery: "email",
      user: { login: "boss@acme.example", email: "boss@acme.example" },
    });
    const [user] = await asSystem("test", (tx) => tx.select().from(users).where(eq(users.id, newcomer.id)));
    expect(user).toMatchObject({ login: "boss@acme.example", email: "boss@acme.example" });
    expect(await mails()).toEqual(["activation to boss@acme.example"]);
    expect(await newest()).toMatchObject({
      event: "user.update_general",
      initiator: "operator",
      details: { email: { from: "bss@acme.example", to: "boss@acme.example" } },
    });
  });

  test("can't get the login of another user", async () => {
    await setColumn("users", newcomer.id, `email = 'bss@acme.example', login = 'bss@acme.example'`);
    const before = await rowCounts();
    expect(await refusal(recoverAccess("bss@acme.example", lost.login))).toMatchObject({ code: "EMAIL_IS_A_LOGIN" });
    expect(await rowCounts()).toEqual(before);
  });
});

test.each([
  ["who doesn't exist", "NOT_FOUND", () => setColumn("users", lost.id, "login = 'someone-else'")],
  ["who was deleted", "USER_DELETED", () => setColumn("users", lost.id, "deleted_at = now()")],
  ["who is disabled", "USER_DISABLED", () => setColumn("users", lost.id, "disabled_at = now()")],
  ["whose company is disabled", "TENANT_DISABLED", () => setColumn("tenants", tree.provider.id, "disabled_at = now()")],
])("a user %s is refused", async (_who, code, prepare) => {
  await prepare();
  expect(await refusal(recoverAccess(lost.login, null))).toMatchObject({ code });
  expect(await outbox()).toEqual([]);
});
