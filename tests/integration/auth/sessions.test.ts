import { randomUUID } from "node:crypto";
import { asSystem } from "@/db";
import { sessions } from "@/db/tables";
import {
  activateSession,
  actorOfSession,
  deleteOldSessions,
  endSession,
  endSessionsOf,
  openSession,
} from "@/lib/auth/sessions";
import { makeUser, REQUEST, useTree, useUser } from "../../support/factories";
import { sessionsOf, setColumn } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";
import { useTestEnv } from "../../support/test-env";

useTestDatabase();
afterEach(() => useTestEnv());

const tree = useTree();
const user = useUser(() => ({ tenant: tree.unitA1a, firstName: "Mina" }));

function pending(state: "pending_code" | "pending_cookie" = "pending_cookie", of = user): Promise<string> {
  const owner = { id: of.id, tenantId: of.tenant.id, tenantPath: of.tenant.path };
  return asSystem("test", (tx) => openSession(tx, owner, state, REQUEST));
}

async function active(of = user): Promise<string> {
  const id = await activateSession(await pending("pending_cookie", of));
  if (!id) throw new Error("the session was not activated");
  return id;
}

const actor = (id: string) => actorOfSession(id, REQUEST);

test("an active session is its user, as the database knows them now", async () => {
  const id = await active();
  expect(await actor(id)).toEqual({
    sessionId: id,
    userId: user.id,
    login: user.login,
    email: user.email,
    firstName: "Mina",
    lastName: null,
    language: "en",
    timeZone: "UTC",
    companyTimeZone: "UTC",
    tenantId: tree.unitA1a.id,
    tenantPath: tree.unitA1a.path,
    tenantName: "Unit A1a",
    tenantKind: "unit",
    roles: { management_portal: "unit_admin" },
    access: "admin",
    eulaAccepted: false,
    twoFactorDue: false,
    now: expect.any(Date),
    request: REQUEST,
  });
  await asSystem("test", (tx) =>
    tx.execute(`update user_roles set role = 'readonly_admin' where user_id = ${user.id}`),
  );
  expect(await actor(id)).toMatchObject({ access: "read" });
  await asSystem("test", (tx) => tx.execute(`delete from user_roles where user_id = ${user.id}`));
  expect(await actor(id)).toMatchObject({ access: "self", roles: {} });
});

const ENDINGS: [string, (id: string) => Promise<unknown>][] = [
  ["24 hours", (id) => setColumn("sessions", id, "expires_at = expires_at - interval '24 hours'")],
  ["an hour without use", (id) => setColumn("sessions", id, "last_seen_at = now() - interval '1 hour'")],
  ["signing out", (id) => endSession(id, "sign_out")],
  ["signing out everywhere", () => asSystem("test", (tx) => endSessionsOf(tx, user.id, "sign_out_everywhere"))],
  ["disabling the user", () => setColumn("users", user.id, "disabled_at = now()")],
  ["deleting the user", () => setColumn("users", user.id, "deleted_at = now()")],
  ["taking the activation back", () => setColumn("users", user.id, "activated_at = null")],
  ["disabling the company", () => setColumn("tenants", tree.unitA1a.id, "disabled_at = now()")],
  ["disabling a company above", () => setColumn("tenants", tree.customerA1.id, "disabled_at = now()")],
  ["deleting a company far above", () => setColumn("tenants", tree.partnerA.id, "deleted_at = now()")],
  ["disabling the provider", () => setColumn("tenants", tree.provider.id, "disabled_at = now()")],
];

test.each(ENDINGS)("a session is over after %s", async (_name, end) => {
  const id = await active();
  expect(await actor(id)).not.toBeNull();
  await end(id);
  expect(await actor(id)).toBeNull();
  // Asking does not bring it back.
  expect(await actor(id)).toBeNull();
});

test.each([
  ["disabling a company beside", () => setColumn("tenants", tree.unitA1c.id, "disabled_at = now()")],
  ["disabling a company below", () => setColumn("tenants", tree.unitA1b.id, "disabled_at = now()")],
  [
    "23 hours and 59 minutes",
    () => asSystem("test", (tx) => tx.execute("update sessions set expires_at = expires_at - interval '1439 minutes'")),
  ],
  [
    "59 minutes without use",
    () => asSystem("test", (tx) => tx.execute("update sessions set last_seen_at = now() - interval '59 minutes'")),
  ],
])("a session goes on after %s", async (_name, change) => {
  const id = await active();
  await change();
  expect(await actor(id)).not.toBeNull();
});

test("use keeps a session alive past the hour, written at most once a minute, but never past 24 hours", async () => {
  const id = await active();
  const seen = async () => (await sessionsOf(user.id))[0]?.lastSeenAt.getTime() ?? 0;
  const before = await seen();
  await actor(id);
  expect(await seen()).toBe(before);
  await setColumn("sessions", id, "last_seen_at = now() - interval '59 minutes'");
  await actor(id);
  expect(Date.now() - (await seen())).toBeLessThan(5_000);
  const [row] = await sessionsOf(user.id);
  expect((row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)).toBe(24 * 3_600_000);
});

test("pending sessions are no one's, and only one that waits for its cookie gets it", async () => {
  const [cookie, code] = [await pending(), await pending("pending_code")];
  expect([await actor(cookie), await actor(code)]).toEqual([null, null]);
  expect(await activateSession(code)).toBeNull();
  expect(await activateSession(cookie)).toBe(cookie);
  expect(await actor(code)).toBeNull();
});

test("a session is activated once, within ten minutes, and not after it ended", async () => {
  const used = await active();
  expect(await activateSession(used)).toBeNull();
  const late = await pending();
  await setColumn("sessions", late, "created_at = now() - interval '10 minutes'");
  expect(await activateSession(late)).toBeNull();
  const ended = await pending();
  await endSession(ended, "sign_out");
  expect(await activateSession(ended)).toBeNull();
});

test.each(ENDINGS.slice(4))("a session that waits for its cookie isn't activated after %s", async (_name, end) => {
  const id = await pending();
  await end(id);
  expect(await activateSession(id)).toBeNull();
  expect((await sessionsOf(user.id)).map(({ state }) => state)).toEqual(["pending_cookie"]);
});

test("ending all sessions spares the one named, and other people's", async () => {
  const bystander = await makeUser({ tenant: tree.unitA1a });
  const [kept, gone, foreign] = [await active(), await active(), await active(bystander)];
  const waiting = await pending();
  await asSystem("test", (tx) => endSessionsOf(tx, user.id, "password_change", kept));
  expect(await actor(kept)).not.toBeNull();
  expect(await actor(foreign)).not.toBeNull();
  expect(await actor(gone)).toBeNull();
  expect(await activateSession(waiting)).toBeNull();
});

test("ending a session twice keeps the first reason; IDs of no session are no one", async () => {
  const id = await active();
  await endSession(id, "sign_out");
  await endSession(id, "administrator");
  expect(await sessionsOf(user.id)).toMatchObject([{ endReason: "sign_out", endedAt: expect.any(Date) }]);
  expect(await actor(randomUUID())).toBeNull();
  expect(await activateSession(randomUUID())).toBeNull();
});

test("housekeeping keeps sessions for thirty days after their end", async () => {
  const [ended, expired, live] = [await active(), await active(), await active()];
  await setColumn("sessions", ended, "state = 'ended', ended_at = now() - interval '31 days'");
  await setColumn("sessions", expired, "expires_at = now() - interval '29 days'");
  await deleteOldSessions();
  const left = await asSystem("test", (tx) => tx.select({ id: sessions.id }).from(sessions));
  expect(left.map(({ id }) => id).sort()).toEqual([expired, live].sort());
});

describeRaces("at once", () => {
  test("a session that is brought many times is activated once", async () => {
    const id = await pending();
    const results = await Promise.all(Array.from({ length: 10 }, () => activateSession(id)));
    expect(results.filter((id) => id !== null)).toHaveLength(1);
  });

  test("a session ended while it is being used stays ended", async () => {
    const id = await active();
    await setColumn("sessions", id, "last_seen_at = now() - interval '10 minutes'");
    await Promise.all([...Array.from({ length: 8 }, () => actor(id)), endSession(id, "sign_out")]);
    expect(await actor(id)).toBeNull();
    expect(await sessionsOf(user.id)).toMatchObject([{ state: "ended" }]);
  });
});
