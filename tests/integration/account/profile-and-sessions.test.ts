import { asSystem } from "@/db";
import { users } from "@/db/tables";
import { endOwnSession, signOutEverywhere } from "@/lib/account/own-sessions";
import { readOwnProfile, readOwnSessions } from "@/lib/account/queries";
import { profileSchema } from "@/lib/account/schema";
import { updateProfile } from "@/lib/account/update-profile";
import { actorOfSession } from "@/lib/auth/sessions";
import { actorWithSession, linesAbout, openSessionFor, sessionStates, signedIn } from "../../support/account";
import { makeUser, REQUEST } from "../../support/factories";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const allUsers = () => asSystem("test", (tx) => tx.select().from(users).orderBy(users.id));

/** The columns that the database derives from names, for sorting and searching. */
const keysOfZoe = (login: string) => ({ nameKey: "zoe", searchKey: expect.stringContaining(`${login} zoe`) });

describe("updateProfile", () => {
  test("changes names and language of one's own row and nothing else", async () => {
    const { user, actor } = await signedIn();
    await makeUser({ tenant: user.tenant, firstName: "Other" });
    const before = await allUsers();
    const { versions } = await readOwnProfile(actor);
    await updateProfile(
      actor,
      versions.profile,
      profileSchema.parse({ firstName: " Zoë ", lastName: "", language: "de" }),
    );
    const own = { firstName: "Zoë", lastName: null, language: "de", version: 2, ...keysOfZoe(user.login) };
    expect(await allUsers()).toEqual(before.map((row) => (row.id === user.id ? { ...row, ...own } : row)));
    const [line] = await linesAbout(user);
    expect(line).toMatchObject({
      event: "user.update_profile",
      actorUserId: user.id,
      objectId: String(user.id),
      address: REQUEST.address,
      details: { firstName: { from: null, to: "Zoë" }, language: { from: "en", to: "de" } },
    });
  });

  test.each([
    [{ firstName: "a\u0007b" }, "firstName", "NAME_CHARACTERS"],
    [{ lastName: "x".repeat(256) }, "lastName", "NAME_LENGTH"],
    [{ language: "tlh" }, "language", "INVALID"],
  ])("the form refuses %j", (change, field, message) => {
    const result = profileSchema.safeParse({ firstName: "", lastName: "", language: "en", ...change });
    expect(result.error?.issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([[field, message]]);
  });
});

describe("readOwnSessions", () => {
  test("lists what lets in right now: this session first, no pending, idle, ended or foreign one", async () => {
    const { user, actor } = await signedIn();
    const phone = await openSessionFor(user, {
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
      idleMinutes: 5,
    });
    await openSessionFor(user, { state: "pending_code" });
    await openSessionFor(user, { idleMinutes: 61 });
    await endOwnSession(actor, await openSessionFor(user));
    await openSessionFor(await makeUser({ tenant: user.tenant }));
    expect(await readOwnSessions(actor)).toEqual([
      expect.objectContaining({ id: actor.sessionId, current: true, browser: null, system: null }),
      expect.objectContaining({
        id: phone,
        current: false,
        browser: "Firefox",
        system: "Linux",
        address: REQUEST.address,
      }),
    ]);
  });
});

describe("endOwnSession", () => {
  test("ends that session immediately and leaves the others", async () => {
    const { user, actor } = await signedIn();
    const other = await actorWithSession(user);
    const third = await openSessionFor(user);
    await endOwnSession(actor, other.sessionId);
    expect(await actorOfSession(other.sessionId, REQUEST)).toBeNull();
    expect(await sessionStates(user)).toEqual({
      [actor.sessionId]: "active",
      [other.sessionId]: "ended",
      [third]: "active",
    });
    expect(await linesAbout(user)).toEqual([
      expect.objectContaining({ event: "session.end", objectType: "session", objectId: other.sessionId }),
    ]);
  });

  test("twice is once: no second line in the audit log", async () => {
    const { user, actor } = await signedIn();
    const other = await openSessionFor(user);
    await endOwnSession(actor, other);
    await endOwnSession(actor, other);
    expect(await linesAbout(user)).toHaveLength(1);
  });

  test("another user's session and none at all are both not found, for administrators too", async () => {
    const { user } = await signedIn();
    const administrator = await actorWithSession(await makeUser({ tenant: user.tenant }));
    const [foreign] = Object.keys(await sessionStates(user));
    for (const id of [foreign ?? "", "00000000-0000-4000-8000-000000000000"]) {
      await expect(endOwnSession(administrator, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(Object.values(await sessionStates(user))).toEqual(["active"]);
  });
});

describe("signOutEverywhere", () => {
  test("ends all sessions of the user, this one and sign-ins in progress included, and no one else's", async () => {
    const { user, actor } = await signedIn();
    await openSessionFor(user);
    await openSessionFor(user, { state: "pending_code" });
    const colleague = await makeUser({ tenant: user.tenant });
    await openSessionFor(colleague);
    await signOutEverywhere(actor);
    expect(Object.values(await sessionStates(user))).toEqual(["ended", "ended", "ended"]);
    expect(Object.values(await sessionStates(colleague))).toEqual(["active"]);
    expect(await actorOfSession(actor.sessionId, REQUEST)).toBeNull();
    expect((await linesAbout(user)).map(({ event }) => event)).toEqual(["session.end_all"]);
  });
});
