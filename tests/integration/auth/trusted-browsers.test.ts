import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { browsers } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { beginTwoFactor } from "@/lib/account/begin-two-factor";
import { changePassword } from "@/lib/account/change-password";
import { confirmTwoFactor } from "@/lib/account/confirm-two-factor";
import { forgetOwnTrustedBrowsers, signOutEverywhere } from "@/lib/account/own-sessions";
import { readSecurity } from "@/lib/account/queries";
import { renewRecoveryCodes } from "@/lib/account/renew-recovery-codes";
import { turnOffTwoFactor } from "@/lib/account/turn-off-two-factor";
import { resetPassword } from "@/lib/auth/set-password";
import { signInWithCode, signInWithPassword } from "@/lib/auth/sign-in";
import { issueToken, tokenToString } from "@/lib/auth/tokens";
import { disableUser, enableUser } from "@/lib/users/disabling";
import { resetTwoFactor } from "@/lib/users/reset-two-factor";
import { readUserSessions, resetTrustedBrowsers } from "@/lib/users/sessions";
import { actorWithSession, appCode, linesAbout, secretOf, withTwoFactor } from "../../support/account";
import { actorFor, makeTree, makeUser, PASSWORD, REQUEST, type TestUser, type Tree } from "../../support/factories";
import { refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const NEW_PASSWORD = "a lantern over quiet water";
const BROWSER = randomUUID();

let tree: Tree;
let user: TestUser;
let administrator: Actor;
let codes: string[];

beforeEach(async () => {
  tree = await makeTree();
  user = await makeUser({ tenant: tree.customerA1, role: "backup_user" });
  administrator = actorFor(await makeUser({ tenant: tree.customerA1 }));
  ({ codes } = await withTwoFactor(user, await actorWithSession(user)));
});

const recoveryCode = () => (codes.pop() ?? "").replace("-", "");

/** Whether the password alone signs in from a browser that keeps these ids. */
async function passwordAlone(
  trustIds: readonly string[],
  { who = user, browserId = BROWSER, password = PASSWORD } = {},
): Promise<boolean> {
  const input = { login: who.login, password, browserId, trustIds, request: REQUEST };
  return !(await signInWithPassword(input)).needsCode;
}

/** Signs in with both factors and ticks "Trust this browser". */
async function trust(browserId = BROWSER): Promise<string> {
  const { sessionId } = await signInWithPassword({
    login: user.login,
    password: PASSWORD,
    browserId,
    request: REQUEST,
  });
  const { trustId } = await signInWithCode({
    sessionId,
    code: recoveryCode(),
    browserId,
    trust: true,
    request: REQUEST,
  });
  if (!trustId) throw new Error("the browser is not trusted");
  return trustId;
}

const trustOf = () =>
  asSystem("test", (tx) =>
    tx
      .select({ trustId: browsers.trustId, trustedAt: browsers.trustedAt, trustedUntil: browsers.trustedUntil })
      .from(browsers)
      .where(eq(browsers.userId, user.id)),
  );

test("a trusted browser signs in by the password alone, and both lines say so", async () => {
  const trustId = await trust();
  expect(await passwordAlone([trustId])).toBe(true);
  const lines = (await linesAbout(user)).map(({ event, details }) => [event, details]);
  expect(lines.slice(-3)).toEqual([
    ["session.create", {}],
    ["user.trust_browser", { days: 30 }],
    ["session.create", { trustedBrowser: true }],
  ]);
});

test("it is trusted for 30 days and not a moment longer; signing in does not prolong that", async () => {
  const trustId = await trust();
  const [before] = await trustOf();
  const days = ((before?.trustedUntil?.getTime() ?? 0) - (before?.trustedAt?.getTime() ?? 0)) / 86_400_000;
  expect(days).toBe(30);
  await passwordAlone([trustId]);
  expect(await trustOf()).toEqual([before]);
  await asSystem("test", (tx) => tx.update(browsers).set({ trustedUntil: new Date(Date.now() - 1000) }));
  expect(await passwordAlone([trustId])).toBe(false);
});

test("without the tick nothing is trusted", async () => {
  const { sessionId } = await signInWithPassword({
    login: user.login,
    password: PASSWORD,
    browserId: BROWSER,
    request: REQUEST,
  });
  const answer = await signInWithCode({ sessionId, code: recoveryCode(), browserId: BROWSER, request: REQUEST });
  expect(answer.trustId).toBeNull();
  expect(await trustOf()).toEqual([{ trustId: null, trustedAt: null, trustedUntil: null }]);
});

test("nor by a wrong code, nor does trust replace the password", async () => {
  const { sessionId } = await signInWithPassword({
    login: user.login,
    password: PASSWORD,
    browserId: BROWSER,
    request: REQUEST,
  });
  const wrong = signInWithCode({ sessionId, code: "WRONG12345", browserId: BROWSER, trust: true, request: REQUEST });
  expect(await refusal(wrong)).toMatchObject({ code: "CODE_WRONG" });
  expect((await trustOf()).filter((row) => row.trustId)).toEqual([]);
  const trustId = await trust();
  expect(await refusal(passwordAlone([trustId], { password: "not the password" }))).toEqual({ code: "SIGN_IN_FAILED" });
});

describe("an attacker who knows the password still needs the code", () => {
  test("with another user's cookies, from the very same browser or another one", async () => {
    const other = await makeUser({ tenant: tree.customerA1, role: "backup_user" });
    const { codes: theirs } = await withTwoFactor(other, await actorWithSession(other));
    const input = { login: other.login, password: PASSWORD, browserId: BROWSER, request: REQUEST };
    const { sessionId } = await signInWithPassword(input);
    const code = (theirs[0] ?? "").replace("-", "");
    const { trustId } = await signInWithCode({ ...input, sessionId, code, trust: true });
    expect(await passwordAlone([trustId ?? ""], { who: other })).toBe(true);
    expect(await passwordAlone([trustId ?? ""])).toBe(false);
    await trust();
    expect(await passwordAlone([trustId ?? ""])).toBe(false);
  });

  test("with a made-up id, without one, or from another browser than the one it was given to", async () => {
    const trustId = await trust();
    expect(await passwordAlone([randomUUID()])).toBe(false);
    expect(await passwordAlone([])).toBe(false);
    expect(await passwordAlone([trustId], { browserId: randomUUID() })).toBe(false);
    expect(await passwordAlone([randomUUID(), trustId])).toBe(true);
  });

  test("with the value from before the trust ended, also after the user trusted the same browser again", async () => {
    const older = await trust();
    await forgetOwnTrustedBrowsers(actorFor(user));
    expect(await passwordAlone([older])).toBe(false);
    const newer = await trust();
    expect(await passwordAlone([older])).toBe(false);
    expect(await passwordAlone([newer])).toBe(true);
  });
});

const secondFactor = async () => ({ currentPassword: PASSWORD, code: recoveryCode() });

/** What ends the trust, and the password after it. */
const ENDS: [string, () => Promise<unknown>, string?][] = [
  [
    "password change",
    async () => changePassword(await actorWithSession(user), { currentPassword: PASSWORD, password: NEW_PASSWORD }),
    NEW_PASSWORD,
  ],
  [
    "password reset by link",
    async () => {
      const id = await asSystem("test", (tx) => issueToken(tx, "password_reset", user.id));
      await resetPassword({ link: tokenToString("password_reset", id), password: NEW_PASSWORD, request: REQUEST });
    },
    NEW_PASSWORD,
  ],
  ["new recovery codes", async () => renewRecoveryCodes(await actorWithSession(user), PASSWORD)],
  ["sign out everywhere", async () => signOutEverywhere(await actorWithSession(user))],
  ["forgetting them oneself", async () => forgetOwnTrustedBrowsers(await actorWithSession(user))],
  ["an administrator's reset of trusted browsers", () => resetTrustedBrowsers(administrator, user.tenant.id, user.id)],
  [
    "disable, also once enabled again",
    async () => {
      await disableUser(administrator, user.tenant.id, user.id);
      await enableUser(administrator, user.tenant.id, user.id);
    },
  ],
];

test.each(ENDS)("%s ends it in every browser", async (_name, end, password = PASSWORD) => {
  const other = randomUUID();
  const [here, there] = [await trust(), await trust(other)];
  const bystander = await makeUser({ tenant: tree.customerA1 });
  const kept = { userId: bystander.id, browserId: BROWSER, trustId: randomUUID(), trustedAt: new Date() };
  await asSystem("test", (tx) => tx.insert(browsers).values({ ...kept, trustedUntil: new Date(Date.now() + 60_000) }));
  expect(await passwordAlone([here])).toBe(true);
  await end();
  expect(await passwordAlone([here], { password })).toBe(false);
  expect(await passwordAlone([there], { password, browserId: other })).toBe(false);
  expect(await asSystem("test", (tx) => tx.$count(browsers, eq(browsers.trustId, kept.trustId)))).toBe(1);
});

/** Set up again afterwards: what was trusted with the old authenticator must not be with the new one. */
const RENEWALS: [string, () => Promise<unknown>][] = [
  ["turned off", async () => turnOffTwoFactor(await actorWithSession(user), await secondFactor())],
  ["reset by an administrator", () => resetTwoFactor(administrator, user.tenant.id, user.id)],
];

test.each(RENEWALS)("%s and set up again, two-factor authentication trusts no earlier browser", async (_name, end) => {
  const trustId = await trust();
  await end();
  expect(await trustOf()).toEqual([{ trustId: null, trustedAt: null, trustedUntil: null }]);
  await withTwoFactor(user, await actorWithSession(user));
  expect(await passwordAlone([trustId])).toBe(false);
});

test("setting up ends trust as well, wherever it may come from", async () => {
  await turnOffTwoFactor(await actorWithSession(user), await secondFactor());
  const stray = { trustId: randomUUID(), trustedAt: new Date(), trustedUntil: new Date(Date.now() + 60_000) };
  await asSystem("test", (tx) => tx.insert(browsers).values({ userId: user.id, browserId: BROWSER, ...stray }));
  const actor = await actorWithSession(user);
  await beginTwoFactor(actor);
  await confirmTwoFactor(actor, { currentPassword: PASSWORD, code: appCode(await secretOf(user)) });
  expect(await passwordAlone([stray.trustId])).toBe(false);
});

test("the user sees how many and since when, an administrator how many, and neither an ID of trust", async () => {
  const before = Date.now();
  await trust();
  await trust(randomUUID());
  const { trustedBrowsers } = await readSecurity(await actorWithSession(user));
  expect(trustedBrowsers).toHaveLength(2);
  expect(trustedBrowsers[0]?.trustedAt?.getTime()).toBeGreaterThanOrEqual(before - 1000);
  expect(Object.keys(trustedBrowsers[0] ?? {}).sort()).toEqual([
    "browserId",
    "lastSeenAt",
    "trustedAt",
    "trustedUntil",
  ]);
  expect(await readUserSessions(administrator, user.tenant.id, user.id)).toMatchObject({ trustedBrowsers: 2 });
});

test("forgetting or resetting leaves one line, and none when nothing was trusted", async () => {
  await forgetOwnTrustedBrowsers(actorFor(user));
  await resetTrustedBrowsers(administrator, user.tenant.id, user.id);
  await trust();
  await forgetOwnTrustedBrowsers(actorFor(user));
  await trust();
  await resetTrustedBrowsers(administrator, user.tenant.id, user.id);
  const lines = (await linesAbout(user)).filter(({ event }) => event.endsWith("trusted_browsers"));
  expect(lines.map(({ event, actorUserId, details }) => [event, actorUserId, details])).toEqual([
    ["user.forget_trusted_browsers", user.id, { browsers: 1 }],
    ["user.reset_trusted_browsers", administrator.userId, { browsers: 1 }],
  ]);
});

test("users without permission don't reset them: a reader, a stranger, the user's own page", async () => {
  const trustId = await trust();
  const reader = actorFor(await makeUser({ tenant: tree.customerA1, role: "readonly_admin" }));
  const stranger = actorFor(await makeUser({ tenant: tree.customerA2 }));
  const { id: tenantId } = user.tenant;
  expect(await refusal(resetTrustedBrowsers(reader, tenantId, user.id))).toEqual({ code: "FORBIDDEN" });
  expect(await refusal(resetTrustedBrowsers(stranger, tenantId, user.id))).toEqual({ code: "NOT_FOUND" });
  expect(await refusal(resetTrustedBrowsers(stranger, tree.customerA2.id, user.id))).toEqual({ code: "NOT_FOUND" });
  expect(await refusal(resetTrustedBrowsers(administrator, tenantId, administrator.userId))).toEqual({ code: "SELF" });
  expect(await passwordAlone([trustId])).toBe(true);
});
