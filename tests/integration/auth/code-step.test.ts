import { asSystem } from "@/db";
import { browsers, recoveryCodes, userTotp } from "@/db/tables";
import { activateSession, endSessionsOf } from "@/lib/auth/sessions";
import { signInWithCode, signInWithPassword } from "@/lib/auth/sign-in";
import { authenticator, hashRecoveryCode, newTotpSecret, sealSecret } from "@/lib/auth/two-factor";
import { makeTree, makeUser, PASSWORD, REQUEST, type TestUser } from "../../support/factories";
import { auditLines, auditTrail, refusal, sessionsOf, setColumn } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const BROWSER = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f0001";
const RECOVERY = ["ABCDE12345", "FGHJK67890"];
const WRONG = { code: "CODE_WRONG", field: "code" };
const LOCKED = { code: "SIGN_IN_LOCKED", values: { minutes: 5 } };

let user: TestUser;
let secret: string;
let sessionId: string;

async function withTwoFactor(login: string): Promise<TestUser> {
  const made = await makeUser({ tenant: user?.tenant ?? (await makeTree()).customerA1, login });
  await asSystem("test", async (tx) => {
    const sealedSecret = sealSecret(secret, made.id);
    await tx.insert(userTotp).values({ userId: made.id, sealedSecret, confirmedAt: new Date() });
    await tx
      .insert(recoveryCodes)
      .values(RECOVERY.map((code) => ({ userId: made.id, hash: hashRecoveryCode(made.id, code) })));
  });
  return made;
}

const passwordStep = async (login = "mina") =>
  (await signInWithPassword({ login, password: PASSWORD, browserId: BROWSER, request: REQUEST })).sessionId;

beforeEach(async () => {
  secret = newTotpSecret();
  const tree = await makeTree();
  user = { id: 0, login: "", email: "", tenant: tree.customerA1, role: "company_admin" };
  user = await withTwoFactor("mina");
  sessionId = await passwordStep();
});

const codeAt = (seconds = 0) => authenticator(secret, "", "").generate({ timestamp: Date.now() + seconds * 1000 });
const wrongCode = () => String((Number(codeAt()) + 1) % 1_000_000).padStart(6, "0");
const step = (code: string, session = sessionId) =>
  signInWithCode({ sessionId: session, code, browserId: BROWSER, request: REQUEST });

test("the right code lets in: session, line, known browser", async () => {
  expect(await step(codeAt())).toEqual({ sessionId, userId: user.id, needsCode: false, trustId: null });
  expect(await activateSession(sessionId)).toBe(sessionId);
  expect(await auditTrail()).toEqual(["session.create by mina"]);
  expect(await asSystem("test", (tx) => tx.$count(browsers))).toBe(1);
});

test.each([-30, 30])("a clock %i seconds off is fine, two minutes are not", async (seconds) => {
  expect(await refusal(step(codeAt(seconds * 4)))).toEqual(WRONG);
  expect(await refusal(step(codeAt(seconds)))).toBe("done");
});

test("a code works once, also in another sign-in, and no earlier one works after it", async () => {
  const [used, earlier] = [codeAt(), codeAt(-30)];
  await step(used);
  const again = await passwordStep();
  expect(await refusal(step(used, again))).toEqual(WRONG);
  expect(await refusal(step(earlier, again))).toEqual(WRONG);
  expect((await sessionsOf(user.id)).map(({ state }) => state)).toEqual(["pending_cookie", "pending_code"]);
});

test("a recovery code works once, in place of the app", async () => {
  expect(await refusal(step(RECOVERY[0] ?? ""))).toBe("done");
  const again = await passwordStep();
  expect(await refusal(step(RECOVERY[0] ?? "", again))).toEqual(WRONG);
  expect(await refusal(step(RECOVERY[1] ?? "", again))).toBe("done");
});

test("the fifth wrong code locks the user for five minutes, in every sign-in and with the right code too", async () => {
  for (let time = 0; time < 5; time++)
    expect(await refusal(step(time % 2 ? wrongCode() : "WRONG12345"))).toEqual(WRONG);
  expect(await refusal(step(codeAt()))).toEqual(LOCKED);
  const again = await passwordStep();
  expect(await refusal(step(codeAt(), again))).toEqual(LOCKED);
  expect(await refusal(step(RECOVERY[0] ?? "", again))).toEqual(LOCKED);
  expect((await auditLines()).map(({ event }) => event)).toEqual([...Array(5).fill("session.refuse"), "session.lock"]);
  expect((await sessionsOf(user.id)).map(({ state }) => state)).toEqual(["pending_code", "pending_code"]);
});

test("another user's code or recovery code does not help", async () => {
  const other = await withTwoFactor("zoe");
  const theirs = await passwordStep("zoe");
  await asSystem("test", (tx) => tx.delete(recoveryCodes).where(undefined));
  await asSystem("test", (tx) =>
    tx.insert(recoveryCodes).values({ userId: user.id, hash: hashRecoveryCode(user.id, "KKKKK11111") }),
  );
  expect(await refusal(step("KKKKK11111", theirs))).toEqual(WRONG);
  expect((await sessionsOf(other.id)).map(({ state }) => state)).toEqual(["pending_code"]);
});

const EXPIRED: [string, () => Promise<unknown>][] = [
  ["ten minutes passed", () => setColumn("sessions", sessionId, "created_at = now() - interval '10 minutes'")],
  ["the user was disabled", () => setColumn("users", user.id, "disabled_at = now()")],
  ["the company was disabled", () => setColumn("tenants", user.tenant.id, "disabled_at = now()")],
  ["the password was changed", () => asSystem("test", (tx) => endSessionsOf(tx, user.id, "password_change"))],
  ["the code was given already", () => step(codeAt())],
];

test.each(EXPIRED)("when %s, the step is over", async (_name, change) => {
  await change();
  expect(await refusal(step(codeAt(30)))).toEqual({ code: "SIGN_IN_EXPIRED" });
  expect(await refusal(step("WRONG12345"))).toEqual({ code: "SIGN_IN_EXPIRED" });
});

test("a session that never needed a code, or never existed, is over as well", async () => {
  const plain = await makeUser({ tenant: user.tenant, login: "plain" });
  const session = await passwordStep("plain");
  expect(await refusal(step(codeAt(), session))).toEqual({ code: "SIGN_IN_EXPIRED" });
  expect(await refusal(step(codeAt(), "0b1de1c2-0000-4000-8000-000000000000"))).toEqual({ code: "SIGN_IN_EXPIRED" });
  expect((await sessionsOf(plain.id)).map(({ state }) => state)).toEqual(["pending_cookie"]);
});

test("no code, secret or hash of one is in the audit log", async () => {
  const code = codeAt();
  await refusal(step(wrongCode()));
  await step(code);
  const lines = JSON.stringify(await auditLines());
  for (const secretText of [code, wrongCode(), secret, ...RECOVERY]) expect(lines).not.toContain(secretText);
});

describeRaces("at once", () => {
  test("one code brought to many sign-ins opens one", async () => {
    const sessions = [sessionId, await passwordStep(), await passwordStep(), await passwordStep()];
    const code = codeAt();
    const results = await Promise.all(sessions.map((session) => refusal(step(code, session))));
    expect(results.filter((result) => result === "done")).toHaveLength(1);
  });

  test("one recovery code likewise", async () => {
    const sessions = [sessionId, await passwordStep(), await passwordStep()];
    const results = await Promise.all(sessions.map((session) => refusal(step(RECOVERY[0] ?? "", session))));
    expect(results.filter((result) => result === "done")).toHaveLength(1);
  });

  test("of twenty wrong codes five are looked at", async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => refusal(step("WRONG12345"))));
    expect(results.filter((result) => JSON.stringify(result) === JSON.stringify(WRONG))).toHaveLength(5);
    expect(results.filter((result) => JSON.stringify(result) === JSON.stringify(LOCKED))).toHaveLength(15);
  });
});
