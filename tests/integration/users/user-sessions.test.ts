import { actorOfSession } from "@/lib/auth/sessions";
import { endUserSession, endUserSessions, readUserSessions } from "@/lib/users/sessions";
import { linesAbout, openSessionFor, sessionStates } from "../../support/account";
import { actorFor, makeUser, REQUEST, type TestUser, type Tree, useTree, useUser } from "../../support/factories";
import { refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

const tree = useTree();
const user = useUser(() => ({ tenant: tree.customerA1, role: "backup_user" }));
let first: string;
let second: string;

beforeEach(async () => {
  first = await openSessionFor(user, { userAgent: FIREFOX, idleMinutes: 5 });
  second = await openSessionFor(user);
});

const actor = async (place: keyof Tree, role?: TestUser["role"]) =>
  actorFor(await makeUser({ tenant: tree[place], role }));
const one = (sessionId: string) => ({ tenantId: user.tenant.id, userId: user.id, sessionId });

test("an administrator sees device, address and times of working sessions, last used first", async () => {
  await openSessionFor(user, { state: "pending_code" });
  await openSessionFor(user, { idleMinutes: 61 });
  await openSessionFor(await makeUser({ tenant: tree.customerA1 }));
  for (const reader of [await actor("customerA1"), await actor("partnerA", "readonly_admin")]) {
    const { sessions, own } = await readUserSessions(reader, user.tenant.id, user.id);
    expect(sessions.map(({ id }) => id)).toEqual([second, first]);
    expect(sessions[1]).toMatchObject({
      browser: "Firefox",
      system: "Linux",
      address: REQUEST.address,
      current: false,
    });
    expect(sessions[1]?.createdAt).toBeInstanceOf(Date);
    expect(own).toBe(false);
  }
  expect((await readUserSessions(await actor("customerA1"), user.tenant.id, user.id)).mayEnd).toBe(true);
  expect((await readUserSessions(await actor("customerA1", "readonly_admin"), user.tenant.id, user.id)).mayEnd).toBe(
    false,
  );
});

test("ends one immediately, logged as the session's", async () => {
  const administrator = await actor("customerA1");
  await endUserSession(administrator, one(first));
  expect(await actorOfSession(first, REQUEST)).toBeNull();
  expect((await actorOfSession(second, REQUEST))?.userId).toBe(user.id);
  await endUserSession(administrator, one(first));
  expect(
    (await linesAbout(user)).map(({ event, objectType, objectId, actorUserId }) => [
      event,
      objectType,
      objectId,
      actorUserId,
    ]),
  ).toEqual([["session.revoke", "session", first, administrator.userId]]);
});

test("ends all immediately, sign-ins in progress included", async () => {
  const pending = await openSessionFor(user, { state: "pending_code" });
  const neighbor = await makeUser({ tenant: tree.customerA1 });
  const theirs = await openSessionFor(neighbor);
  await endUserSessions(await actor("partnerA"), user.tenant.id, user.id);
  expect(await sessionStates(user)).toEqual({ [first]: "ended", [second]: "ended", [pending]: "ended" });
  expect(await sessionStates(neighbor)).toEqual({ [theirs]: "active" });
  expect((await linesAbout(user)).map(({ event }) => event)).toEqual(["session.revoke_all"]);
});

test("no one ends anything out of reach, by role or by place, and nothing is logged", async () => {
  const neighbor = await makeUser({ tenant: tree.customerA1 });
  const administrator = await actor("customerA1");
  const foreign = await makeUser({ tenant: tree.customerA2 });
  const theirs = await openSessionFor(foreign);
  const attempts: [Promise<unknown>, string][] = [
    [endUserSession(await actor("customerA1", "readonly_admin"), one(first)), "FORBIDDEN"],
    [endUserSessions(await actor("partnerA", "readonly_admin"), user.tenant.id, user.id), "FORBIDDEN"],
    [endUserSession(await actor("customerA1", "protection_admin"), one(first)), "FORBIDDEN"],
    [endUserSession(await actor("customerA2"), one(first)), "NOT_FOUND"],
    [endUserSession(await actor("unitA1a"), one(first)), "NOT_FOUND"],
    [endUserSessions(await actor("partnerB"), user.tenant.id, user.id), "NOT_FOUND"],
    // Right user, another user's session; right session, another user's name.
    [endUserSession(administrator, one(theirs)), "NOT_FOUND"],
    [endUserSession(administrator, { ...one(first), userId: neighbor.id }), "NOT_FOUND"],
    [endUserSession(administrator, { ...one(first), tenantId: tree.unitA1a.id }), "NOT_FOUND"],
    [endUserSession(administrator, one(crypto.randomUUID())), "NOT_FOUND"],
  ];
  for (const [attempt, code] of attempts) expect(await refusal(attempt)).toEqual({ code });
  expect(await sessionStates(user)).toEqual({ [first]: "active", [second]: "active" });
  expect(await sessionStates(foreign)).toEqual({ [theirs]: "active" });
  expect(await linesAbout(user)).toEqual([]);
});

test("one's own are ended in My account, not here", async () => {
  const administrator = await makeUser({ tenant: tree.customerA1 });
  const session = await openSessionFor(administrator);
  const self = actorFor(administrator);
  const place = { tenantId: administrator.tenant.id, userId: administrator.id };
  expect(await refusal(endUserSession(self, { ...place, sessionId: session }))).toEqual({ code: "SELF" });
  expect(await refusal(endUserSessions(self, place.tenantId, place.userId))).toEqual({ code: "SELF" });
  expect(await readUserSessions(self, place.tenantId, place.userId)).toMatchObject({ own: true, mayEnd: false });
});

test("who may not look, sees neither sessions nor whether there are any", async () => {
  const { id } = user.tenant;
  expect(await refusal(readUserSessions(await actor("customerA2"), id, user.id))).toEqual({ code: "NOT_FOUND" });
  expect(await refusal(readUserSessions(await actor("customerA1", "backup_user"), id, user.id))).toEqual({
    code: "FORBIDDEN",
  });
  const elsewhere = await readUserSessions(await actor("customerA2"), tree.customerA2.id, user.id);
  expect(elsewhere).toMatchObject({ sessions: [], trustedBrowsers: 0 });
});
