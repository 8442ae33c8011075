import { asSystem } from "@/db";
import { browsers, users, userTotp } from "@/db/tables";
import { activateSession, actorOfSession } from "@/lib/auth/sessions";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { PASSWORD, REQUEST, useTree, useUser } from "../../support/factories";
import { auditLines, auditTrail, refusal, sessionsOf, setColumn } from "../../support/inspect";
import { whileLocked } from "../../support/races";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const BROWSER = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f0001";

const tree = useTree();
const user = useUser(() => ({
  tenant: tree.unitA1b,
  role: "backup_user",
  login: "Mina.C",
  email: "mina@contoso.example",
}));

const signIn = (login = "mina.c", password = PASSWORD) =>
  signInWithPassword({ login, password, browserId: BROWSER, request: REQUEST });

test("the right password opens a session that waits for its cookie, and leaves a line", async () => {
  const { sessionId, userId, needsCode } = await signIn(" MINA.c ");
  expect({ userId, needsCode }).toEqual({ userId: user.id, needsCode: false });
  expect(await sessionsOf(user.id)).toMatchObject([
    { id: sessionId, state: "pending_cookie", address: REQUEST.address, userAgent: REQUEST.userAgent },
  ]);
  expect(await auditLines()).toMatchObject([
    {
      event: "session.create",
      actorUserId: user.id,
      actorLogin: "Mina.C",
      tenantId: tree.unitA1b.id,
      objectId: sessionId,
    },
  ]);
  expect(await asSystem("test", (tx) => tx.select().from(browsers))).toMatchObject([
    { userId: user.id, browserId: BROWSER },
  ]);

  expect(await actorOfSession(sessionId, REQUEST)).toBeNull();
  expect(await activateSession(sessionId)).toBe(sessionId);
  expect(await actorOfSession(sessionId, REQUEST)).toMatchObject({ userId: user.id, login: "Mina.C", access: "self" });
  expect(await asSystem("test", (tx) => tx.select().from(users))).toMatchObject([{ lastSignInAt: expect.any(Date) }]);
});

test("with two-factor on, the password alone opens nothing but the code step, and no browser gets known", async () => {
  await asSystem("test", (tx) =>
    tx.insert(userTotp).values({ userId: user.id, sealedSecret: "sealed", confirmedAt: new Date() }),
  );
  const { sessionId, needsCode } = await signIn();
  expect(needsCode).toBe(true);
  expect(await sessionsOf(user.id)).toMatchObject([{ state: "pending_code" }]);
  expect(await activateSession(sessionId)).toBeNull();
  expect(await actorOfSession(sessionId, REQUEST)).toBeNull();
  expect(await asSystem("test", (tx) => tx.$count(browsers))).toBe(0);
  expect(await auditLines()).toEqual([]);
});

test("a two-factor setup that was never finished asks for no code", async () => {
  await asSystem("test", (tx) => tx.insert(userTotp).values({ userId: user.id, sealedSecret: "sealed" }));
  expect(await signIn()).toMatchObject({ needsCode: false });
});

const FAILURES: [string, string, string, () => Promise<unknown>][] = [
  ["a wrong password", "mina.c", `${PASSWORD}!`, async () => {}],
  ["no password", "mina.c", "", async () => {}],
  ["an unknown login", "nobody", PASSWORD, async () => {}],
  ["an email address where the login is another", "mina@contoso.example", PASSWORD, async () => {}],
  ["what cannot be a login", "\u0000", PASSWORD, async () => {}],
  ["a pattern", "mina%", PASSWORD, async () => {}],
  ["a letter that only looks the same", "mina.с", PASSWORD, async () => {}],
  ["a password with something behind bcrypt's limit", "mina.c", PASSWORD.padEnd(73, "x"), async () => {}],
  ["a disabled user", "mina.c", PASSWORD, () => setColumn("users", user.id, "disabled_at = now()")],
  ["a deleted user", "mina.c", PASSWORD, () => setColumn("users", user.id, "deleted_at = now()")],
  ["somebody not activated", "mina.c", PASSWORD, () => setColumn("users", user.id, "activated_at = null")],
  ["a disabled company", "mina.c", PASSWORD, () => setColumn("tenants", tree.unitA1b.id, "disabled_at = now()")],
  [
    "a disabled company far above",
    "mina.c",
    PASSWORD,
    () => setColumn("tenants", tree.partnerA.id, "disabled_at = now()"),
  ],
  ["a deleted company above", "mina.c", PASSWORD, () => setColumn("tenants", tree.customerA1.id, "deleted_at = now()")],
];

test.each(FAILURES)("%s gets the one answer, and no session", async (_name, login, password, prepare) => {
  await prepare();
  expect(await refusal(signIn(login, password))).toEqual({ code: "SIGN_IN_FAILED" });
  expect(await sessionsOf(user.id)).toEqual([]);
  const lines = await auditLines();
  // A refusal is noted where someone can read it: in the company of a login that exists.
  expect(lines.map(({ event }) => event)).toEqual(/^mina\.c$/.test(login) ? ["session.refuse"] : []);
  expect(JSON.stringify(lines)).not.toContain(PASSWORD);
});

test("a refused attempt is noted with its address and without an actor", async () => {
  await refusal(signIn("mina.c", "wrong"));
  expect(await auditTrail()).toEqual(["session.refuse by system"]);
  expect(await auditLines()).toMatchObject([{ actorUserId: null, objectId: String(user.id), ...REQUEST }]);
});

describeRaces("while the password is being compared", () => {
  const meanwhile: [string, () => Promise<unknown>][] = [
    ["the user is disabled", () => setColumn("users", user.id, "disabled_at = now()")],
    ["a company above is disabled", () => setColumn("tenants", tree.partnerA.id, "disabled_at = now()")],
  ];
  test.each(meanwhile)("%s: no session works", async (_name, disable) => {
    const signIns = Array.from({ length: 6 }, async () => {
      const result = await signIn().catch(() => null);
      return result && activateSession(result.sessionId);
    });
    await disable();
    const sessions = await Promise.all(signIns);
    for (const id of sessions) if (id) expect(await actorOfSession(id, REQUEST)).toBeNull();
    expect(await refusal(signIn())).toEqual({ code: "SIGN_IN_FAILED" });
  });

  test.each(["info@bücher.example", " Info@BÜCHER.example", "INFO@xn--bcher-kva.example"])(
    "an international address is a login in each of its forms: %s",
    async (login) => {
      await setColumn("users", user.id, "login = 'info@xn--bcher-kva.example'");
      expect(await signIn(login)).toMatchObject({ userId: user.id });
    },
  );

  test.each([
    ["the user was disabled", "disabled_at = now()", ""],
    ["the password was changed", "version = version", "update user_passwords set hash = '$2b$04$other'"],
  ])("when %s while the account was held, the right password of before fails", async (_name, change, also) => {
    expect(await whileLocked(user.id, () => refusal(signIn()), change, also)).toEqual({ code: "SIGN_IN_FAILED" });
    expect(await sessionsOf(user.id)).toEqual([]);
  });

  test("two-factor that was turned on in between is required", async () => {
    const also = `insert into user_totp (user_id, sealed_secret, confirmed_at) values (${user.id}, 'sealed', now())`;
    expect(await whileLocked(user.id, () => signIn(), "version = version", also)).toMatchObject({ needsCode: true });
  });
});
