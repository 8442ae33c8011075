import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { userPasswords } from "@/db/tables";
import { changePassword } from "@/lib/account/change-password";
import { verifyPassword } from "@/lib/auth/passwords";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { issueToken, readLink, tokenToString } from "@/lib/auth/tokens";
import {
  actorWithSession,
  changeWhileWaiting,
  linesAbout,
  openSessionFor,
  sessionStates,
  signedIn,
} from "../../support/account";
import { makeUser, PASSWORD, REQUEST, type TestUser } from "../../support/factories";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const NEW = "seven brave kettles sing";
const BROWSER = "5b0a3c1e-0000-4000-8000-000000000001";

async function hashOf(user: TestUser): Promise<string> {
  const [row] = await asSystem("test", (tx) =>
    tx.select({ hash: userPasswords.hash }).from(userPasswords).where(eq(userPasswords.userId, user.id)),
  );
  return row?.hash ?? "";
}

test("the new password counts from now on; other sessions end, this one and other users' stay", async () => {
  const { user, actor } = await signedIn();
  const colleague = await makeUser({ tenant: user.tenant });
  const others = [await openSessionFor(user), await openSessionFor(user, { state: "pending_code" })];
  await openSessionFor(colleague);
  const colleagueHash = await hashOf(colleague);
  await changePassword(actor, { currentPassword: PASSWORD, password: NEW });
  expect(await verifyPassword(NEW, await hashOf(user))).toBe(true);
  expect(await verifyPassword(PASSWORD, await hashOf(user))).toBe(false);
  expect(await hashOf(user)).toMatch(/^\$2[aby]\$12\$/);
  const states = await sessionStates(user);
  expect(others.map((id) => states[id])).toEqual(["ended", "ended"]);
  expect(states[actor.sessionId]).toBe("active");
  expect(Object.values(await sessionStates(colleague))).toEqual(["active"]);
  expect(await hashOf(colleague)).toBe(colleagueHash);
});

test("a reset link sent before no longer works", async () => {
  const { user, actor } = await signedIn();
  const link = await asSystem("test", (tx) => issueToken(tx, "password_reset", user.id));
  await changePassword(actor, { currentPassword: PASSWORD, password: NEW });
  expect(await readLink("password_reset", tokenToString("password_reset", link))).toMatchObject({
    problem: "LINK_REPLACED",
  });
});

test("the audit line tells that it happened, and nothing of either password", async () => {
  const { user, actor } = await signedIn();
  const before = await hashOf(user);
  await changePassword(actor, { currentPassword: PASSWORD, password: NEW });
  const lines = await linesAbout(user);
  expect(lines.map(({ event, details }) => [event, details])).toEqual([["user.change_password", {}]]);
  const text = JSON.stringify(lines);
  for (const secret of [PASSWORD, NEW, before, await hashOf(user)]) expect(text).not.toContain(secret);
});

describe("changes nothing", () => {
  test.each([
    ["a wrong current password", { currentPassword: "not this one" }, "PASSWORD_WRONG", "currentPassword"],
    ["a new password that is easy to guess", { password: "password1" }, "PASSWORD_TOO_WEAK", "password"],
    [
      "a new password beyond bcrypt's limit",
      { password: `${NEW}, and eight humble lanterns glow over nine quiet harbours` },
      "PASSWORD_TOO_LONG",
      "password",
    ],
  ])("with %s", async (_name, change, code, field) => {
    const { user, actor } = await signedIn();
    await openSessionFor(user);
    const before = await hashOf(user);
    const input = { currentPassword: PASSWORD, password: NEW, ...change };
    await expect(changePassword(actor, input)).rejects.toMatchObject({ code, field });
    expect(await hashOf(user)).toBe(before);
    expect(Object.values(await sessionStates(user))).toEqual(["active", "active"]);
    expect(await linesAbout(user)).toEqual([]);
  });

  test("when the new password is made of the user's own names", async () => {
    const { actor } = await signedIn();
    const person = { ...actor, firstName: "Wilhelmina", lastName: "Featherstonehaugh" };
    const input = { currentPassword: PASSWORD, password: "Wilhelmina Featherstonehaugh" };
    await expect(changePassword(person, input)).rejects.toMatchObject({ code: "PASSWORD_TOO_WEAK" });
  });

  test("when the session has ended meanwhile", async () => {
    const { user, actor } = await signedIn();
    const other = await actorWithSession(user);
    await changePassword(other, { currentPassword: PASSWORD, password: NEW });
    const before = await hashOf(user);
    const input = { currentPassword: NEW, password: "eight humble lanterns glow" };
    await expect(changePassword(actor, input)).rejects.toMatchObject({ code: "SIGNED_OUT" });
    expect(await hashOf(user)).toBe(before);
  });
});

describe("wrong current passwords", () => {
  const guess = { currentPassword: "not this one", password: NEW };

  test("ten of them lock the question, for the right one too, in every session of the user", async () => {
    const { user, actor } = await signedIn();
    const other = await actorWithSession(user);
    for (let i = 0; i < 10; i += 1) {
      const by = i % 2 ? actor : other;
      await expect(changePassword(by, guess)).rejects.toMatchObject({ code: "PASSWORD_WRONG" });
    }
    const right = { currentPassword: PASSWORD, password: NEW };
    for (const by of [actor, other]) {
      await expect(changePassword(by, right)).rejects.toMatchObject({ code: "SIGN_IN_LOCKED", values: { minutes: 5 } });
    }
    expect(await verifyPassword(PASSWORD, await hashOf(user))).toBe(true);
    // One for all sessions, by the user whose session it was.
    const details = { locked: "lock_password", attempts: 10, minutes: 5 };
    expect(await linesAbout(user)).toMatchObject([{ event: "session.lock", actorUserId: user.id, details }]);
  });

  test("a right one starts the count afresh, and others are not counted along", async () => {
    const { user, actor } = await signedIn();
    const { actor: colleague } = await signedIn(user.tenant);
    for (let i = 0; i < 9; i += 1) await expect(changePassword(actor, guess)).rejects.toThrow("PASSWORD_WRONG");
    // The password is right here; what is refused is the new one.
    const weak = { currentPassword: PASSWORD, password: "password1" };
    await expect(changePassword(actor, weak)).rejects.toThrow("PASSWORD_TOO_WEAK");
    await expect(changePassword(actor, guess)).rejects.toThrow("PASSWORD_WRONG");
    await changePassword(colleague, { currentPassword: PASSWORD, password: NEW });
    await changePassword(actor, { currentPassword: PASSWORD, password: NEW });
  });
});

describeRaces("at the same time", () => {
  test("twelve simultaneous wrong passwords are ten tries", async () => {
    const { actor } = await signedIn();
    const input = { currentPassword: "not this one", password: NEW };
    const answers = await Promise.allSettled(Array.from({ length: 12 }, () => changePassword(actor, input)));
    const codes = answers.map((answer) => (answer.status === "rejected" ? answer.reason.code : "changed"));
    expect(codes.filter((code) => code === "PASSWORD_WRONG")).toHaveLength(10);
    expect(codes.filter((code) => code === "SIGN_IN_LOCKED")).toHaveLength(2);
  });

  test("of two changes from two sessions one succeeds, and only its session is left", async () => {
    const { user, actor } = await signedIn();
    const other = await actorWithSession(user);
    const change = (by: typeof actor, password: string) => changePassword(by, { currentPassword: PASSWORD, password });
    const answers = await Promise.allSettled([change(actor, NEW), change(other, "eight humble lanterns glow")]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(Object.values(await sessionStates(user)).toSorted()).toEqual(["active", "ended"]);
    expect(await linesAbout(user)).toHaveLength(1);
  });

  test("a sign-in that was checked against the old password is refused once the password is another one", async () => {
    const { user, actor } = await signedIn();
    const login = { login: user.login, password: PASSWORD, browserId: BROWSER, request: REQUEST };
    const answer = await changeWhileWaiting(
      user,
      () => signInWithPassword(login),
      (tx) => tx.update(userPasswords).set({ hash: "another" }).where(eq(userPasswords.userId, user.id)),
    );
    expect(answer).toMatchObject({ status: "rejected", reason: { code: "SIGN_IN_FAILED" } });
    expect(Object.keys(await sessionStates(user))).toEqual([actor.sessionId]);
  });

  test("so is a change that took it", async () => {
    const { user, actor } = await signedIn();
    const answer = await changeWhileWaiting(
      user,
      () => changePassword(actor, { currentPassword: PASSWORD, password: NEW }),
      (tx) => tx.update(userPasswords).set({ hash: "another" }).where(eq(userPasswords.userId, user.id)),
    );
    expect(answer).toMatchObject({ status: "rejected", reason: { code: "PASSWORD_WRONG" } });
    expect(await hashOf(user)).toBe("another");
  });
});
