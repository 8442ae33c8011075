import { asSystem } from "@/db";
import { browsers, userPasswords, userTotp } from "@/db/tables";
import { verifyPassword } from "@/lib/auth/passwords";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { actorOfSession, openSession } from "@/lib/auth/sessions";
import { activateAccount, resetPassword } from "@/lib/auth/set-password";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { readLink } from "@/lib/auth/tokens";
import { BROWSER_ID, makeUser, PASSWORD, REQUEST, useTree, useUser } from "../../support/factories";
import {
  auditLines,
  auditTrail,
  newestLink,
  outbox,
  refusal,
  sessionsOf,
  setColumn,
  tokensOf,
} from "../../support/inspect";
import { whileLocked } from "../../support/races";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const STRONG = "vermilion-otter-parade-71";
const BROWSER = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f0001";

const tree = useTree();
const user = useUser(() => ({ tenant: tree.customerA1, login: "mina", email: "mina@contoso.example" }));

const ask = (login = "mina", address = REQUEST.address) => requestPasswordReset(login, { ...REQUEST, address });
const reset = (link: string, password = STRONG) => resetPassword({ link, password, request: REQUEST });

async function session(state: "pending_code" | "pending_cookie" | "active"): Promise<string> {
  const owner = { id: user.id, tenantId: user.tenant.id, tenantPath: user.tenant.path };
  const id = await asSystem("test", (tx) => openSession(tx, owner, "pending_cookie", REQUEST));
  await setColumn("sessions", id, `state = '${state}'`);
  return id;
}

test("asking queues a link of 24 hours and leaves a line without it", async () => {
  await ask(" MINA ");
  const [token] = await tokensOf(user.id, "password_reset");
  expect(Math.abs((token?.expiresAt.getTime() ?? 0) - Date.now() - 24 * 3_600_000)).toBeLessThan(60_000);
  expect(await outbox()).toMatchObject([
    { template: "password_reset", toAddress: "mina@contoso.example", payload: { tokenId: token?.id } },
  ]);
  expect(await auditLines()).toMatchObject([
    {
      event: "user.request_password_reset",
      objectId: String(user.id),
      actorUserId: null,
      details: { sent: "password_reset" },
    },
  ]);
  expect(JSON.stringify(await auditLines())).not.toContain(token?.id);
});

test("resetting sets the password, ends every session and signs no one in", async () => {
  const sessions = [await session("active"), await session("pending_code"), await session("pending_cookie")];
  const bystander = await makeUser({ tenant: tree.customerA1 });
  await ask();
  const link = await newestLink(user.id, "password_reset");
  expect(await actorOfSession(sessions[0] ?? "", REQUEST)).not.toBeNull();

  await reset(link);
  const passwords = await asSystem("test", (tx) => tx.select().from(userPasswords));
  const hashOf = (id: number) => passwords.find(({ userId }) => userId === id)?.hash ?? null;
  expect(await verifyPassword(STRONG, hashOf(user.id))).toBe(true);
  expect(await verifyPassword(PASSWORD, hashOf(user.id))).toBe(false);
  expect(await verifyPassword(PASSWORD, hashOf(bystander.id))).toBe(true);
  expect((await sessionsOf(user.id)).map(({ state, endReason }) => [state, endReason])).toEqual(
    Array(3).fill(["ended", "password_change"]),
  );
  expect(await auditTrail()).toEqual(["user.request_password_reset by system", "user.reset_password by mina"]);

  expect(await readLink("password_reset", link)).toMatchObject({ problem: "LINK_USED" });
  expect(await refusal(reset(link, "another-strong-parade-72"))).toEqual({ code: "LINK_USED" });
});

test("an older reset link ends when a newer one is made", async () => {
  await ask();
  const older = await newestLink(user.id, "password_reset");
  await ask();
  expect(await refusal(reset(older))).toEqual({ code: "LINK_REPLACED" });
  expect((await tokensOf(user.id, "password_reset")).map(({ state }) => state)).toEqual(["live", "replaced"]);
});

test("a user who isn't activated yet gets a fresh activation link instead, and cannot reset", async () => {
  const newcomer = await makeUser({ tenant: tree.customerA1, login: "newcomer", activated: false });
  await ask("newcomer");
  expect(await tokensOf(newcomer.id, "password_reset")).toEqual([]);
  expect(await outbox()).toMatchObject([{ userId: newcomer.id, template: "activation" }]);
  const link = await newestLink(newcomer.id, "activation");
  expect(await refusal(reset(link))).toEqual({ code: "LINK_INVALID" });
  expect(await refusal(activateAccount({ link, password: STRONG, browserId: BROWSER_ID, request: REQUEST }))).toBe(
    "done",
  );
});

test("a reset link of a user whose activation was undone does not work", async () => {
  await ask();
  await setColumn("users", user.id, "activated_at = null");
  expect(await refusal(reset(await newestLink(user.id, "password_reset")))).toEqual({ code: "LINK_INVALID" });
});

test.each([
  ["an unknown login", "nobody", async () => {}],
  ["what cannot be a login", "\u0000'; --", async () => {}],
  ["a disabled user", "mina", () => setColumn("users", user.id, "disabled_at = now()")],
  ["a deleted user", "mina", () => setColumn("users", user.id, "deleted_at = now()")],
  ["a user below a disabled partner", "mina", () => setColumn("tenants", tree.partnerA.id, "disabled_at = now()")],
])("%s is answered the same, and nothing is made", async (_name, login, prepare) => {
  await prepare();
  expect(await refusal(ask(login))).toBe("done");
  expect(await outbox()).toEqual([]);
  expect(await auditLines()).toEqual([]);
  expect(await tokensOf(user.id, "password_reset")).toEqual([]);
});

test("the sixth request in an hour is refused, for known and unknown logins alike", async () => {
  const answers = async (login: string) => {
    const results = [];
    for (let time = 0; time < 6; time++) results.push(await refusal(ask(login, `192.0.2.${time}`)));
    return results;
  };
  const [known, unknown] = await Promise.all([answers("mina"), answers("nobody")]);
  expect(known).toEqual([...Array(5).fill("done"), { code: "TOO_MANY_REQUESTS", values: { minutes: 60 } }]);
  expect(unknown).toEqual(known);
  expect(await outbox()).toHaveLength(5);
});

test("from a browser that the user is known from, neither their address nor strangers' requests stop a reset", async () => {
  const asked = (login: string, browserId: string) => refusal(requestPasswordReset(login, REQUEST, browserId));
  await asSystem("test", (tx) => tx.insert(browsers).values({ userId: user.id, browserId: BROWSER }));
  await Promise.all(Array.from({ length: 30 }, (_, number) => ask(`stranger${number}`)));
  await Promise.all(Array.from({ length: 5 }, (_, number) => ask("mina", `198.51.100.${number}`)));
  const refused = { code: "TOO_MANY_REQUESTS", values: { minutes: 60 } };
  expect(await refusal(ask())).toEqual(refused);
  expect(await asked("someone-else", BROWSER)).toEqual(refused);
  const answers = [];
  for (let time = 0; time < 6; time++) answers.push(await asked("mina", BROWSER));
  expect(answers).toEqual([...Array(5).fill("done"), refused]);
});

test("how often a password is tried by a link is counted by the link, not by the address of a whole office", async () => {
  await ask();
  const link = await newestLink(user.id, "password_reset");
  const wrong = { code: "PASSWORD_TOO_WEAK", field: "password" };
  const newcomer = await makeUser({ tenant: tree.customerA1, login: "newcomer", activated: false });
  await ask("newcomer");
  const other = await newestLink(newcomer.id, "activation");
  for (let time = 0; time < 60; time++) expect(await refusal(reset(link, "password"))).toMatchObject(wrong);
  expect(await refusal(reset(link, "password"))).toMatchObject({ code: "TOO_MANY_REQUESTS" });
  expect(
    await refusal(activateAccount({ link: other, password: STRONG, browserId: BROWSER_ID, request: REQUEST })),
  ).toBe("done");
});

test("the second factor and the known browsers outlive a reset", async () => {
  await asSystem("test", async (tx) => {
    await tx.insert(userTotp).values({ userId: user.id, sealedSecret: "sealed", confirmedAt: new Date() });
    await tx.insert(browsers).values({ userId: user.id, browserId: BROWSER });
  });
  await ask();
  await reset(await newestLink(user.id, "password_reset"));
  expect(await asSystem("test", async (tx) => [await tx.$count(userTotp), await tx.$count(browsers)])).toEqual([1, 1]);
  const signedIn = await signInWithPassword({ login: "mina", password: STRONG, browserId: BROWSER, request: REQUEST });
  expect(signedIn.needsCode).toBe(true);
});

describeRaces("at once", () => {
  test("two resets by one link set one password", async () => {
    await ask();
    const link = await newestLink(user.id, "password_reset");
    const results = await Promise.all([reset(link), reset(link, "another-strong-parade-72")].map(refusal));
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(results).toContainEqual({ code: "LINK_USED" });
  });

  test("a sign-in with the old password in progress never survives the reset", async () => {
    await ask();
    const link = await newestLink(user.id, "password_reset");
    const signIns = Array.from({ length: 16 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 40));
      return refusal(signInWithPassword({ login: "mina", password: PASSWORD, browserId: BROWSER, request: REQUEST }));
    });
    await Promise.all([reset(link), ...signIns]);
    // Sign-ins before it were ended, sign-ins after it refused.
    expect((await sessionsOf(user.id)).filter(({ state }) => state !== "ended")).toEqual([]);
  });

  test("a reset waits for the transaction that holds the account, and sees its changes", async () => {
    await ask();
    const link = await newestLink(user.id, "password_reset");
    const answer = await whileLocked(user.id, () => refusal(reset(link)), "disabled_at = now()");
    expect(answer).toEqual({ code: "LINK_INVALID" });
    expect((await tokensOf(user.id, "password_reset"))[0]?.state).toBe("live");
  });

  test("a link replaced while its password was being hashed no longer works", async () => {
    await ask();
    const link = await newestLink(user.id, "password_reset");
    const also = `select issue_token(${user.id}, 'password_reset', '1 day')`;
    const answer = await whileLocked(user.id, () => refusal(reset(link)), "version = version", also);
    expect(answer).toEqual({ code: "LINK_REPLACED" });
  });

  test("it waits for an activation in progress: then the account needs a reset link, not a second activation", async () => {
    const newcomer = await makeUser({ tenant: tree.customerA1, login: "newcomer", activated: false });
    await whileLocked(newcomer.id, () => ask("newcomer"), "activated_at = now()");
    expect(await tokensOf(newcomer.id, "activation")).toEqual([]);
    expect(await outbox()).toMatchObject([{ template: "password_reset" }]);
  });
});
