import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { users, userTotp } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { beginTwoFactor } from "@/lib/account/begin-two-factor";
import { actorOfSession } from "@/lib/auth/sessions";
import { activateAccount } from "@/lib/auth/set-password";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { issueToken, readLink } from "@/lib/auth/tokens";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { deleteUser, recoverUser } from "@/lib/users/deletion";
import { disableUser, enableUser } from "@/lib/users/disabling";
import { resetPasswordOfUser } from "@/lib/users/links";
import { getUser } from "@/lib/users/queries";
import { resetTwoFactor } from "@/lib/users/reset-two-factor";
import type { LifeCycleAction } from "@/lib/vocabulary";
import { actorWithSession, openSessionFor, sessionStates, withTwoFactor } from "../../support/account";
import {
  actorFor,
  BROWSER_ID,
  makeUser,
  PASSWORD,
  REQUEST,
  type TestUser,
  useTree,
  useUser,
} from "../../support/factories";
import { auditTrail, newestLink, outbox, refusal, rowCounts, setColumn, tokensOf } from "../../support/inspect";
import { recordingTransport } from "../../support/outbox";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const BROWSER = "0b6e9c5e-6d0f-4c4e-9d0e-1f2a3b4c5d6e";

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.customerA1 }));
const user = useUser(() => ({ tenant: tree.customerA1, role: "backup_user" }));

type Verb = (actor: Actor, tenantId: number, userId: number) => Promise<void>;
type VerbName = Exclude<LifeCycleAction, "user.resend_activation">;

/** Each verb with the state that it needs, as assignments to the user's row. */
const VERBS: [VerbName, Verb, string][] = [
  ["user.disable", disableUser, "version = version"],
  ["user.enable", enableUser, "disabled_at = now()"],
  ["user.delete", (actor, tenantId, id) => deleteUser(actor, tenantId, id, user.login), "disabled_at = now()"],
  ["user.recover", recoverUser, "disabled_at = now(), deleted_at = now() - interval '29 days'"],
  ["user.reset_password", resetPasswordOfUser, "version = version"],
  ["user.reset_two_factor", resetTwoFactor, "version = version"],
];

const rowOf = async ({ id }: TestUser) => {
  const [row] = await asSystem("test", (tx) => tx.select().from(users).where(eq(users.id, id)));
  return row;
};
const on = (verb: Verb, by: TestUser, whom = user) => verb(actorFor(by), whom.tenant.id, whom.id);
const signIn = (login = user.login) =>
  signInWithPassword({ login, password: PASSWORD, browserId: BROWSER, request: REQUEST });
const disable = (by = admin, whom = user) => on(disableUser, by, whom);
const enable = (by = admin, whom = user) => on(enableUser, by, whom);
const remove = (typed = user.login) => deleteUser(actorFor(admin), user.tenant.id, user.id, typed);
const recover = () => on(recoverUser, admin);

describe("disable and enable", () => {
  test("sessions and sign-ins in progress end immediately, and the next sign-in gets the response to a wrong password", async () => {
    const session = await openSessionFor(user);
    await openSessionFor(user, { state: "pending_code" });
    const others = await openSessionFor(admin);
    await disable();
    expect(await actorOfSession(session, REQUEST)).toBeNull();
    expect(Object.values(await sessionStates(user))).toEqual(["ended", "ended"]);
    expect(await actorOfSession(others, REQUEST)).not.toBeNull();
    expect(await refusal(signIn())).toEqual({ code: "SIGN_IN_FAILED" });
    expect(await rowOf(user)).toMatchObject({ disabledAt: expect.any(Date), deletedAt: null, version: 2 });
    expect(await auditTrail()).toEqual([`user.disable by ${admin.login}`, "session.refuse by system"]);
  });

  test("enabling lets the same password in, and brings neither the sessions nor the links back", async () => {
    await asSystem("test", (tx) => issueToken(tx, "password_reset", user.id));
    const link = await newestLink(user.id, "password_reset");
    const session = await openSessionFor(user);
    await disable();
    await enable();
    expect(await rowOf(user)).toMatchObject({ disabledAt: null, version: 3 });
    expect(await actorOfSession(session, REQUEST)).toBeNull();
    expect(await readLink("password_reset", link)).toMatchObject({ problem: "LINK_REPLACED" });
    expect(await signIn()).toMatchObject({ userId: user.id });
    expect((await auditTrail()).slice(0, 2)).toEqual([
      `user.disable by ${admin.login}`,
      `user.enable by ${admin.login}`,
    ]);
  });

  test("for a user who isn't activated yet, the link in the email dies", async () => {
    const newcomer = await makeUser({ tenant: tree.customerA1, role: "backup_user", activated: false });
    await asSystem("test", (tx) => issueToken(tx, "activation", newcomer.id));
    const link = await newestLink(newcomer.id, "activation");
    await disable(admin, newcomer);
    expect((await tokensOf(newcomer.id, "activation")).map(({ state }) => state)).toEqual(["replaced"]);
    const activation = activateAccount({
      link,
      password: "vermilion-otter-parade-71",
      browserId: BROWSER_ID,
      request: REQUEST,
    });
    expect(await refusal(activation)).toEqual({ code: "LINK_REPLACED" });
  });

  test("email that waited in the outbox no longer goes out", async () => {
    await on(resetPasswordOfUser, admin);
    await disable();
    const transport = recordingTransport();
    expect(await deliverDueEmails({ transport })).toEqual({ sent: 0, failed: 1, retried: 0, dropped: 0 });
    expect(transport.messages).toEqual([]);
    expect(await outbox()).toMatchObject([{ status: "failed", lastError: expect.stringContaining("user_disabled") }]);
    expect(await refusal(on(resetPasswordOfUser, admin))).toEqual({ code: "USER_DISABLED" });
  });

  test("doing it twice changes nothing more", async () => {
    await disable();
    const once = await rowOf(user);
    await disable();
    expect(await rowOf(user)).toEqual(once);
    await enable();
    await enable();
    expect(await rowOf(user)).toMatchObject({ version: 3 });
    expect(await auditTrail()).toHaveLength(2);
  });
});

describe("delete and recover", () => {
  test("only a disabled user, only with the login typed, in whatever case", async () => {
    expect(await refusal(remove())).toEqual({ code: "USER_NOT_DISABLED" });
    await disable();
    for (const typed of ["", "somebody.else", `${user.login}x`]) {
      expect(await refusal(remove(typed))).toEqual({ code: "LOGIN_DIFFERS", field: "login" });
    }
    expect(await rowOf(user)).toMatchObject({ deletedAt: null, version: 2 });
    await remove(` ${user.login.toUpperCase()} `);
    expect(await rowOf(user)).toMatchObject({ deletedAt: expect.any(Date), disabledAt: expect.any(Date), version: 3 });
    await remove();
    expect(await rowOf(user)).toMatchObject({ version: 3 });
    expect(await refusal(signIn())).toEqual({ code: "SIGN_IN_FAILED" });
    for (const verb of [disableUser, enableUser, resetPasswordOfUser, resetTwoFactor]) {
      expect(await refusal(on(verb, admin))).toEqual({ code: "USER_DELETED" });
    }
  });

  test("recovered within 30 days, still disabled; not a moment later", async () => {
    await disable();
    await remove();
    await setColumn("users", user.id, "deleted_at = now() - interval '29 days 23 hours'");
    await recover();
    expect(await rowOf(user)).toMatchObject({ deletedAt: null, disabledAt: expect.any(Date), version: 4 });
    expect(await refusal(signIn())).toEqual({ code: "SIGN_IN_FAILED" });
    await recover();
    await enable();
    expect(await signIn()).toMatchObject({ userId: user.id });
    expect((await auditTrail()).filter((line) => line.startsWith("user."))).toEqual(
      ["disable", "delete", "recover", "enable"].map((verb) => `user.${verb} by ${admin.login}`),
    );
    await setColumn("users", user.id, "disabled_at = now(), deleted_at = now() - interval '30 days'");
    expect(await refusal(recover())).toEqual({ code: "RECOVERY_OVER" });
  });
});

describe("reset password", () => {
  test("a link by email replaces the one before; the password and the sessions stay until it is used", async () => {
    const session = await openSessionFor(user);
    await on(resetPasswordOfUser, admin);
    await on(resetPasswordOfUser, admin);
    expect((await tokensOf(user.id, "password_reset")).map(({ state }) => state)).toEqual(["live", "replaced"]);
    expect(await outbox()).toMatchObject([
      { template: "password_reset", toAddress: user.email },
      { template: "password_reset", toAddress: user.email },
    ]);
    expect(await actorOfSession(session, REQUEST)).not.toBeNull();
    expect(await auditTrail()).toEqual(Array(2).fill(`user.request_password_reset by ${admin.login}`));
  });

  test("not for a user who has no password yet, nor in a disabled company", async () => {
    const newcomer = await makeUser({ tenant: tree.customerA1, role: "backup_user", activated: false });
    expect(await refusal(on(resetPasswordOfUser, admin, newcomer))).toEqual({ code: "NOT_ACTIVATED" });
    const partner = await makeUser({ tenant: tree.partnerA });
    await setColumn("tenants", tree.customerA1.id, "disabled_at = now()");
    expect(await refusal(on(resetPasswordOfUser, partner))).toEqual({ code: "TENANT_DISABLED" });
    expect(await outbox()).toEqual([]);
  });
});

describe("reset two-factor", () => {
  test("the password alone signs in again; sessions end, recovery codes are gone", async () => {
    await withTwoFactor(user, await actorWithSession(user));
    expect(await getUser(actorFor(admin), user.tenant.id, user.id)).toMatchObject({ twoFactor: true });
    expect(await signIn()).toMatchObject({ needsCode: true });
    await on(resetTwoFactor, admin);
    expect(new Set(Object.values(await sessionStates(user)))).toEqual(new Set(["ended"]));
    expect(await signIn()).toMatchObject({ needsCode: false });
    expect(await getUser(actorFor(admin), user.tenant.id, user.id)).toMatchObject({ twoFactor: false });
    const events = (await auditTrail()).filter((line) => line.includes("two_factor"));
    expect(events).toEqual([`user.enable_two_factor by ${user.login}`, `user.reset_two_factor by ${admin.login}`]);
  });

  test("where it is off nothing happens: a setup in progress goes on", async () => {
    const actor = await actorWithSession(user);
    await beginTwoFactor(actor);
    await on(resetTwoFactor, admin);
    expect(await asSystem("test", (tx) => tx.select().from(userTotp))).toHaveLength(1);
    expect(await sessionStates(user)).toEqual({ [actor.sessionId]: "active" });
    expect(await auditTrail()).toEqual([]);
  });
});

describe.each(VERBS)("%s", (name, verb, state) => {
  beforeEach(() => setColumn("users", user.id, state));

  test.each(["customerA1", "partnerA", "provider"] as const)("may be done from %s", async (place) => {
    const by = place === "customerA1" ? admin : await makeUser({ tenant: tree[place] });
    if (name === "user.reset_two_factor") await withTwoFactor(user, await actorWithSession(user));
    await on(verb, by);
    const event = name === "user.reset_password" ? "user.request_password_reset" : name;
    expect((await auditTrail()).at(-1)).toBe(`${event} by ${by.login}`);
  });

  test("everyone else is refused, a foreign user looks like one who never existed, and nothing changes", async () => {
    const foreign = await makeUser({ tenant: tree.customerB1 });
    const below = await makeUser({ tenant: tree.unitA1a });
    const others = await Promise.all(
      (["readonly_admin", "protection_admin", "backup_user"] as const).map((role) =>
        makeUser({ tenant: tree.customerA1, role }),
      ),
    );
    await openSessionFor(user);
    const before = { row: await rowOf(user), counts: await rowCounts(), sessions: await sessionStates(user) };
    for (const other of others) expect(await refusal(on(verb, other))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(on(verb, foreign))).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(on(verb, below))).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(verb(actorFor(admin), foreign.tenant.id, foreign.id))).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(verb(actorFor(admin), admin.tenant.id, foreign.id))).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(verb(actorFor(admin), admin.tenant.id, 999))).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(verb(actorFor(admin), tree.unitA1a.id, user.id))).toEqual({ code: "NOT_FOUND" });
    expect({ row: await rowOf(user), counts: await rowCounts(), sessions: await sessionStates(user) }).toEqual(before);
  });

  test("the users of a deleted company are left as they are, for when it is recovered", async () => {
    const above = await makeUser({ tenant: tree.partnerA });
    await setColumn("tenants", tree.customerA1.id, "disabled_at = now(), deleted_at = now()");
    const before = { row: await rowOf(user), counts: await rowCounts() };
    expect(await refusal(on(verb, above))).toEqual({ code: "NOT_FOUND" });
    expect({ row: await rowOf(user), counts: await rowCounts() }).toEqual(before);
  });
});

describe("rules", () => {
  test("no one disables or deletes themself, or resets their own second factor", async () => {
    await makeUser({ tenant: tree.customerA1 });
    const before = await rowOf(admin);
    const self = actorFor(admin);
    for (const verb of [disableUser, resetTwoFactor]) {
      expect(await refusal(verb(self, admin.tenant.id, admin.id))).toEqual({ code: "SELF" });
    }
    expect(await refusal(deleteUser(self, admin.tenant.id, admin.id, admin.login))).toEqual({ code: "SELF" });
    expect(await rowOf(admin)).toEqual(before);
  });

  test("the last active administrator stays, for administrators above as well", async () => {
    const above = await makeUser({ tenant: tree.partnerA });
    // None of these administers the company today.
    await makeUser({ tenant: tree.customerA1, role: "readonly_admin" });
    await makeUser({ tenant: tree.customerA1, activated: false });
    await makeUser({ tenant: tree.customerA1, disabled: true });
    await makeUser({ tenant: tree.unitA1a });
    const gone = await makeUser({ tenant: tree.customerA1 });
    await setColumn("users", gone.id, "deleted_at = now()");
    expect(await getUser(actorFor(above), admin.tenant.id, admin.id)).toMatchObject({ lastAdministrator: true });
    expect(await refusal(disable(above, admin))).toEqual({ code: "LAST_ADMINISTRATOR" });
    const deletion = deleteUser(actorFor(above), admin.tenant.id, admin.id, admin.login);
    expect(await refusal(deletion)).toEqual({ code: "LAST_ADMINISTRATOR" });
    expect(await rowOf(admin)).toMatchObject({ disabledAt: null, deletedAt: null, version: 1 });
    await makeUser({ tenant: tree.customerA1 });
    expect(await refusal(disable(above, admin))).toBe("done");
  });
});
