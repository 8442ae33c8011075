import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { recoveryCodes, userTotp } from "@/db/tables";
import { beginTwoFactor } from "@/lib/account/begin-two-factor";
import { confirmTwoFactor } from "@/lib/account/confirm-two-factor";
import { readSecurity, readTwoFactorSetUp } from "@/lib/account/queries";
import { renewRecoveryCodes } from "@/lib/account/renew-recovery-codes";
import { turnOffTwoFactor } from "@/lib/account/turn-off-two-factor";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { verifySecondFactor } from "@/lib/auth/two-factor";
import {
  actorWithSession,
  appCode,
  linesAbout,
  openSessionFor,
  secretOf,
  sessionStates,
  signedIn,
  withTwoFactor,
} from "../../support/account";
import { PASSWORD, REQUEST, type TestUser } from "../../support/factories";
import { useTestDatabase } from "../../support/test-database";
import { useTestEnv } from "../../support/test-env";

useTestDatabase();
afterEach(() => useTestEnv());

const stored = (user: TestUser) =>
  asSystem("test", async (tx) => ({
    totp: await tx.select().from(userTotp).where(eq(userTotp.userId, user.id)),
    codes: await tx.select().from(recoveryCodes).where(eq(recoveryCodes.userId, user.id)),
  }));

const works = (user: TestUser, code: string) => asSystem("test", (tx) => verifySecondFactor(tx, user.id, code));
const plain = (code: string) => code.replace("-", "");

/** The audit entry of a lock that a user began at their own settings. */
const lockBy = (user: TestUser) => ({
  event: "session.lock",
  actorUserId: user.id,
  details: { locked: "lock_codes", attempts: 5, minutes: 5 },
});

describe("set-up", () => {
  test("shows the app's secret as picture and text, and counts for nothing until it is confirmed", async () => {
    const { user, actor } = await signedIn();
    expect(await readTwoFactorSetUp(actor, "Backstay")).toBeNull();
    await beginTwoFactor(actor);
    const setUp = await readTwoFactorSetUp(actor, "Backstay");
    expect(setUp?.secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect(setUp?.secret.replaceAll(" ", "")).toBe(await secretOf(user));
    expect(await readSecurity(actor)).toMatchObject({ twoFactorSince: null, recoveryCodesLeft: 0 });
    const login = { login: user.login, password: PASSWORD, browserId: crypto.randomUUID(), request: REQUEST };
    expect(await signInWithPassword(login)).toMatchObject({ needsCode: false });
    expect(await works(user, appCode(await secretOf(user)))).toBe(false);
  });

  test("started again, it has another secret; left for more than an hour, none", async () => {
    const { user, actor } = await signedIn();
    await beginTwoFactor(actor);
    const first = await secretOf(user);
    await beginTwoFactor(actor);
    const second = await secretOf(user);
    expect(second).not.toBe(first);
    const answer = confirmTwoFactor(actor, { currentPassword: PASSWORD, code: appCode(first) });
    await expect(answer).rejects.toMatchObject({ code: "CODE_WRONG", field: "code" });
    await asSystem("test", (tx) => tx.update(userTotp).set({ createdAt: new Date(Date.now() - 3_700_000) }));
    expect(await readTwoFactorSetUp(actor, "Backstay")).toBeNull();
    const late = confirmTwoFactor(actor, { currentPassword: PASSWORD, code: appCode(second) });
    await expect(late).rejects.toMatchObject({ code: "TWO_FACTOR_CHANGED" });
  });

  test("confirmed, sign-in asks for a code; other sessions end and this one stays", async () => {
    const { user, actor } = await signedIn();
    const other = await openSessionFor(user);
    await beginTwoFactor(actor);
    const code = appCode(await secretOf(user));
    const codes = await confirmTwoFactor(actor, { currentPassword: PASSWORD, code });
    expect(codes).toHaveLength(10);
    for (const shown of codes) expect(shown).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    expect(await sessionStates(user)).toEqual({ [actor.sessionId]: "active", [other]: "ended" });
    expect(await readSecurity(actor)).toMatchObject({ twoFactorSince: expect.any(Date), recoveryCodesLeft: 10 });
    const login = { login: user.login, password: PASSWORD, browserId: crypto.randomUUID(), request: REQUEST };
    expect(await signInWithPassword(login)).toMatchObject({ needsCode: true });
    expect(await works(user, code)).toBe(false);
  });

  test("neither the audit lines nor the stored rows hold the secret or a code", async () => {
    const { user, actor } = await signedIn();
    const { secret, codes } = await withTwoFactor(user, actor);
    const renewed = await renewRecoveryCodes(actor, PASSWORD);
    const lines = await linesAbout(user);
    expect(lines.map(({ event, details }) => [event, details])).toEqual([
      ["user.enable_two_factor", { recoveryCodes: 10 }],
      ["user.new_recovery_codes", { recoveryCodes: 10 }],
    ]);
    const rows = await stored(user);
    const kept = JSON.stringify([lines, rows]);
    for (const hidden of [PASSWORD, secret, ...codes, ...renewed]) {
      expect(kept).not.toContain(hidden);
      expect(kept).not.toContain(plain(hidden));
    }
    const text = JSON.stringify(lines);
    for (const { hash } of rows.codes) expect(text).not.toContain(hash);
    for (const { sealedSecret } of rows.totp) expect(text).not.toContain(sealedSecret);
  });
});

describe("changes nothing", () => {
  type Verb = (
    actor: Awaited<ReturnType<typeof signedIn>>["actor"],
    password: string,
    code: string,
  ) => Promise<unknown>;
  const verbs: [name: string, verb: Verb, on: boolean][] = [
    ["confirming", (actor, currentPassword, code) => confirmTwoFactor(actor, { currentPassword, code }), false],
    ["turning off", (actor, currentPassword, code) => turnOffTwoFactor(actor, { currentPassword, code }), true],
    ["new recovery codes", (actor, currentPassword) => renewRecoveryCodes(actor, currentPassword), true],
  ];

  async function prepared(on: boolean) {
    const { user, actor } = await signedIn();
    if (on) await withTwoFactor(user, actor);
    else await beginTwoFactor(actor);
    await openSessionFor(user);
    const state = async () => [await stored(user), await sessionStates(user), await linesAbout(user)];
    return { user, actor, code: appCode(await secretOf(user)), state, before: await state() };
  }

  test.each(verbs)("%s with a wrong current password", async (_name, verb, on) => {
    const { actor, code, state, before } = await prepared(on);
    await expect(verb(actor, "not this one", code)).rejects.toMatchObject({
      code: "PASSWORD_WRONG",
      field: "currentPassword",
    });
    expect(await state()).toEqual(before);
  });

  test.each(verbs.slice(0, 2))("%s with a wrong code", async (_name, verb, on) => {
    const { actor, code, state, before } = await prepared(on);
    const wrong = code === "000000" ? "000001" : "000000";
    for (const typed of [wrong, "ZZZZZZZZZZ"]) {
      await expect(verb(actor, PASSWORD, typed)).rejects.toMatchObject({ code: "CODE_WRONG", field: "code" });
    }
    expect(await state()).toEqual(before);
  });

  test.each(verbs)("%s in a session that ended", async (_name, verb, on) => {
    const { user, actor, code } = await prepared(on);
    const ended = await actorWithSession(user);
    const rows = await stored(user);
    await expect(verb({ ...ended, sessionId: crypto.randomUUID() }, PASSWORD, code)).rejects.toThrow("SIGNED_OUT");
    expect(await stored(user)).toEqual(rows);
    expect(actor.userId).toBe(user.id);
  });

  test("beginning or confirming again while it is on", async () => {
    const { actor, code, state, before } = await prepared(true);
    await expect(beginTwoFactor(actor)).rejects.toThrow("TWO_FACTOR_CHANGED");
    const again = confirmTwoFactor(actor, { currentPassword: PASSWORD, code });
    await expect(again).rejects.toThrow("TWO_FACTOR_CHANGED");
    expect(await state()).toEqual(before);
  });

  test("turning off or new recovery codes while it is off", async () => {
    const { actor, code, state, before } = await prepared(false);
    const off = turnOffTwoFactor(actor, { currentPassword: PASSWORD, code });
    await expect(off).rejects.toThrow("TWO_FACTOR_CHANGED");
    await expect(renewRecoveryCodes(actor, PASSWORD)).rejects.toThrow("TWO_FACTOR_CHANGED");
    expect(await state()).toEqual(before);
  });
});

test("five wrong codes lock the question, the right one included", async () => {
  const { user, actor } = await signedIn();
  await withTwoFactor(user, actor);
  const off = (code: string) => turnOffTwoFactor(actor, { currentPassword: PASSWORD, code });
  for (let i = 0; i < 5; i += 1) await expect(off("ZZZZZZZZZZ")).rejects.toThrow("CODE_WRONG");
  await expect(off(appCode(await secretOf(user)))).rejects.toMatchObject({ code: "SIGN_IN_LOCKED" });
  expect(await readSecurity(actor)).toMatchObject({ twoFactorSince: expect.any(Date) });
  expect((await linesAbout(user)).slice(1)).toMatchObject([lockBy(user)]);
});

test("so do five wrong ones while it is being set up", async () => {
  const { user, actor } = await signedIn();
  await beginTwoFactor(actor);
  const confirm = (code: string) => confirmTwoFactor(actor, { currentPassword: PASSWORD, code });
  for (let i = 0; i < 5; i += 1) await expect(confirm("ZZZZZZ")).rejects.toThrow("CODE_WRONG");
  await expect(confirm(appCode(await secretOf(user)))).rejects.toMatchObject({ code: "SIGN_IN_LOCKED" });
  expect(await linesAbout(user)).toMatchObject([lockBy(user)]);
});

describe("turning off", () => {
  test.each(["a code of the app", "a recovery code"])("by %s forgets the secret and all recovery codes", async (by) => {
    const { user, actor } = await signedIn();
    const { secret, codes } = await withTwoFactor(user, actor);
    const code = by === "a recovery code" ? plain(codes[3] ?? "") : appCode(secret);
    await turnOffTwoFactor(actor, { currentPassword: PASSWORD, code });
    expect(await stored(user)).toEqual({ totp: [], codes: [] });
    expect((await linesAbout(user)).map(({ event }) => event)).toEqual([
      "user.enable_two_factor",
      "user.disable_two_factor",
    ]);
    const login = { login: user.login, password: PASSWORD, browserId: crypto.randomUUID(), request: REQUEST };
    expect(await signInWithPassword(login)).toMatchObject({ needsCode: false });
  });
});

describe("recovery codes", () => {
  test("work once each, for their owner only", async () => {
    const { user, actor } = await signedIn();
    const colleague = await signedIn(user.tenant);
    const { codes } = await withTwoFactor(user, actor);
    await withTwoFactor(colleague.user, colleague.actor);
    const [first = "", second = ""] = codes.map(plain);
    expect(await works(colleague.user, first)).toBe(false);
    expect(await works(user, first)).toBe(true);
    expect(await works(user, first)).toBe(false);
    expect(await works(user, second)).toBe(true);
    expect(await readSecurity(actor)).toMatchObject({ recoveryCodesLeft: 8 });
  });

  test("end with the next set", async () => {
    const { user, actor } = await signedIn();
    const { codes } = await withTwoFactor(user, actor);
    const renewed = await renewRecoveryCodes(actor, PASSWORD);
    expect(new Set([...codes, ...renewed]).size).toBe(20);
    expect(await works(user, plain(codes[0] ?? ""))).toBe(false);
    expect(await works(user, plain(renewed[0] ?? ""))).toBe(true);
  });
});

test("after AUTH_SECRET was rotated, codes of both kinds work, and a used secret is sealed with the new key", async () => {
  const { user, actor } = await signedIn();
  const { secret, codes } = await withTwoFactor(user, actor);
  const before = process.env.AUTH_SECRET;
  const today = "the secret of this installation right now";
  useTestEnv({ AUTH_SECRET: today, AUTH_SECRET_PREVIOUS: before });
  expect(await works(user, plain(codes[0] ?? ""))).toBe(true);
  expect(await works(user, appCode(secret))).toBe(true);
  useTestEnv({ AUTH_SECRET: today });
  expect(await secretOf(user)).toBe(secret);
});

test("a code of an earlier step does not work after one of a later step", async () => {
  const { user, actor } = await signedIn();
  const { secret } = await withTwoFactor(user, actor);
  const now = Date.now();
  expect(await works(user, appCode(secret, new Date(now + 30_000)))).toBe(true);
  expect(await works(user, appCode(secret, new Date(now)))).toBe(false);
});
