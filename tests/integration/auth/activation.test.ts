import { asSystem } from "@/db";
import { userPasswords, users } from "@/db/tables";
import { verifyPassword } from "@/lib/auth/passwords";
import { activateSession, actorOfSession } from "@/lib/auth/sessions";
import { activateAccount, resetPassword } from "@/lib/auth/set-password";
import { issueToken, readLink, tokenToString } from "@/lib/auth/tokens";
import { BROWSER_ID, REQUEST, useTree, useUser } from "../../support/factories";
import { auditLines, newestLink, refusal, sessionsOf, setColumn, tokensOf } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const STRONG = "vermilion-otter-parade-71";

const tree = useTree();
const newcomer = useUser(() => ({
  tenant: tree.customerA1,
  activated: false,
  firstName: "Wilhelmina",
  lastName: "Featherstone",
  login: "mina",
  email: "mina@contoso.example",
}));
let link: string;

beforeEach(async () => {
  await asSystem("test", (tx) => issueToken(tx, "activation", newcomer.id));
  link = await newestLink(newcomer.id, "activation");
});

const activate = (text = link, password = STRONG) =>
  activateAccount({ link: text, password, browserId: BROWSER_ID, request: REQUEST });

async function state() {
  return {
    users: await asSystem("test", (tx) => tx.select().from(users)),
    passwords: await asSystem("test", (tx) => tx.select().from(userPasswords)),
    tokens: await tokensOf(newcomer.id, "activation"),
    sessions: await sessionsOf(newcomer.id),
    lines: await auditLines(),
  };
}

test("opening the link any number of times changes nothing", async () => {
  const before = JSON.stringify([await tokensOf(newcomer.id, "activation"), await auditLines()]);
  for (let time = 0; time < 5; time++) {
    expect(await readLink("activation", link)).toMatchObject({ problem: null, login: "mina", userId: newcomer.id });
  }
  expect(JSON.stringify([await tokensOf(newcomer.id, "activation"), await auditLines()])).toBe(before);
  await activate();
});

test("activating sets the password, marks the account, leaves a line and opens a session that waits for its cookie", async () => {
  const { sessionId, userId } = await activate();
  expect(userId).toBe(newcomer.id);
  const [password] = await asSystem("test", (tx) => tx.select().from(userPasswords));
  expect(password?.hash).toMatch(/^\$2b\$12\$/);
  expect(await verifyPassword(STRONG, password?.hash ?? null)).toBe(true);
  expect(await asSystem("test", (tx) => tx.select().from(users))).toMatchObject([{ activatedAt: expect.any(Date) }]);
  expect((await tokensOf(userId, "activation")).map(({ state }) => state)).toEqual(["used"]);
  expect(await auditLines()).toMatchObject([
    { event: "user.activate", actorUserId: userId, objectId: String(userId), tenantId: tree.customerA1.id, ...REQUEST },
  ]);
  expect(await sessionsOf(userId)).toMatchObject([
    { id: sessionId, state: "pending_cookie", ...{ address: REQUEST.address } },
  ]);
  expect(await actorOfSession(sessionId, REQUEST)).toBeNull();
  expect(await activateSession(sessionId)).toBe(sessionId);
  expect(await actorOfSession(sessionId, REQUEST)).toMatchObject({
    userId,
    access: "admin",
    tenantPath: tree.customerA1.path,
  });

  expect(await readLink("activation", link)).toMatchObject({ problem: "LINK_USED" });
  expect(await refusal(activate(link, "another-strong-parade-72"))).toEqual({ code: "LINK_USED" });
  expect(
    await verifyPassword(STRONG, (await asSystem("test", (tx) => tx.select().from(userPasswords)))[0]?.hash ?? null),
  ).toBe(true);
});

describe("a link that does not work says which it is, and changes nothing:", () => {
  const problems: [string, string, () => Promise<string>][] = [
    [
      "used",
      "LINK_USED",
      async () => {
        await setColumn("tokens", (await tokensOf(newcomer.id, "activation"))[0]?.id ?? "", "used_at = now()");
        return link;
      },
    ],
    [
      "replaced",
      "LINK_REPLACED",
      async () => {
        await asSystem("test", (tx) => issueToken(tx, "activation", newcomer.id));
        return link;
      },
    ],
    [
      "expired",
      "LINK_EXPIRED",
      async () => {
        await setColumn("tokens", (await tokensOf(newcomer.id, "activation"))[0]?.id ?? "", "expires_at = now()");
        return link;
      },
    ],
    ["made up", "LINK_INVALID", async () => `${link.slice(0, -2)}zz`],
    [
      "signed, but in no table",
      "LINK_INVALID",
      async () => tokenToString("activation", "0b1de1c2-0000-4000-8000-000000000000"),
    ],
    [
      "made for a reset",
      "LINK_INVALID",
      async () => tokenToString("password_reset", (await tokensOf(newcomer.id, "activation"))[0]?.id ?? ""),
    ],
    [
      "a reset's, signed for activation",
      "LINK_INVALID",
      async () => {
        await asSystem("test", (tx) => issueToken(tx, "password_reset", newcomer.id));
        return tokenToString("activation", (await tokensOf(newcomer.id, "password_reset"))[0]?.id ?? "");
      },
    ],
    ["nothing", "LINK_INVALID", async () => ""],
    ["a NUL", "LINK_INVALID", async () => "\u0000"],
    [
      "of a disabled user",
      "LINK_INVALID",
      () => setColumn("users", newcomer.id, "disabled_at = now()").then(() => link),
    ],
    ["of a deleted user", "LINK_INVALID", () => setColumn("users", newcomer.id, "deleted_at = now()").then(() => link)],
    [
      "of a disabled company",
      "LINK_INVALID",
      () => setColumn("tenants", tree.customerA1.id, "disabled_at = now()").then(() => link),
    ],
    [
      "below a disabled partner",
      "LINK_INVALID",
      () => setColumn("tenants", tree.partnerA.id, "disabled_at = now()").then(() => link),
    ],
    [
      "below a deleted partner",
      "LINK_INVALID",
      () => setColumn("tenants", tree.partnerA.id, "deleted_at = now()").then(() => link),
    ],
  ];
  test.each(problems)("%s", async (_name, code, prepare) => {
    const text = await prepare();
    const before = await state();
    // The recipient of a real one can read why it no longer works; nothing is said about an account that is shut out.
    expect(await readLink("activation", text)).toEqual({
      problem: code,
      ...(code !== "LINK_INVALID" && { language: "en" }),
    });
    expect(await refusal(activate(text))).toEqual({ code });
    expect(await state()).toEqual(before);
  });
});

test("an activation link does not reset a password", async () => {
  expect(await refusal(resetPassword({ link, password: STRONG, request: REQUEST }))).toEqual({ code: "LINK_INVALID" });
  expect((await tokensOf(newcomer.id, "activation"))[0]?.state).toBe("live");
});

test.each([
  ["password1", "PASSWORD_TOO_WEAK"],
  ["FeatherstoneWilhelmina", "PASSWORD_TOO_WEAK"],
  ["mina@contoso.example", "PASSWORD_TOO_WEAK"],
  ["customer A1 2026", "PASSWORD_TOO_WEAK"],
  [`vermilion-otter-${"é".repeat(40)}`, "PASSWORD_TOO_LONG"],
])("the password %s is refused and the link stays live", async (password, code) => {
  const before = await state();
  expect(await refusal(activate(link, password))).toEqual({ code, field: "password" });
  expect(await state()).toEqual(before);
  expect(await readLink("activation", link)).toMatchObject({ problem: null });
});

test("an account that is already active cannot be activated again by a link that is still live", async () => {
  // An activation signs in without the second factor: it must not work for a user who may have one.
  await setColumn("users", newcomer.id, "activated_at = now()");
  expect(await refusal(activate())).toEqual({ code: "LINK_USED" });
  expect(await asSystem("test", (tx) => tx.$count(userPasswords))).toBe(0);
  expect(await sessionsOf(newcomer.id)).toEqual([]);
});

describeRaces("at once", () => {
  test("many clicks on one link activate once; the others hear that it is used", async () => {
    const passwords = Array.from({ length: 4 }, (_, index) => `${STRONG}-${index}`);
    const results = await Promise.all(passwords.map((password) => refusal(activate(link, password))));
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(results.filter((result) => result !== "done")).toEqual(Array(3).fill({ code: "LINK_USED" }));
    expect(await sessionsOf(newcomer.id)).toHaveLength(1);
    expect((await auditLines()).map(({ event }) => event)).toEqual(["user.activate"]);
    const winner = passwords[results.indexOf("done")] ?? "";
    const [password] = await asSystem("test", (tx) => tx.select().from(userPasswords));
    expect(await verifyPassword(winner, password?.hash ?? null)).toBe(true);
  });

  test("a user who is disabled while the password is being hashed is not activated", async () => {
    const activation = refusal(activate());
    await new Promise((resolve) => setTimeout(resolve, 60));
    await setColumn("users", newcomer.id, "disabled_at = now()");
    expect(await activation).toEqual({ code: "LINK_INVALID" });
    expect(await sessionsOf(newcomer.id)).toEqual([]);
  });
});
