import { asActor, asSystem } from "@/db";
import { activateAccount } from "@/lib/auth/set-password";
import { issueToken, readLink } from "@/lib/auth/tokens";
import { resendActivation } from "@/lib/users/links";
import { actorFor, BROWSER_ID, makeUser, REQUEST, useTree, useUser } from "../../support/factories";
import { auditTrail, newestLink, outbox, refusal, rowCounts, setColumn, tokensOf } from "../../support/inspect";
import { whileLocked } from "../../support/races";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const STRONG = "vermilion-otter-parade-71";

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.customerA1 }));
const newcomer = useUser(() => ({ tenant: tree.customerA1, role: "backup_user", activated: false }));

beforeEach(async () => {
  await asSystem("test", (tx) => issueToken(tx, "activation", newcomer.id));
});

const resend = (by = admin, user = newcomer) => resendActivation(actorFor(by), user.tenant.id, user.id);

test("the older link ends and says so; the new one works and is on its way", async () => {
  const older = await newestLink(newcomer.id, "activation");
  await resend();
  const newer = await newestLink(newcomer.id, "activation");
  expect(newer).not.toBe(older);
  expect(await readLink("activation", older)).toMatchObject({ problem: "LINK_REPLACED" });
  expect(await readLink("activation", newer)).toMatchObject({ problem: null, userId: newcomer.id });
  expect(await outbox()).toMatchObject([{ template: "activation", toAddress: newcomer.email, status: "queued" }]);
  expect(await auditTrail()).toEqual([`user.resend_activation by ${admin.login}`]);
});

test("refused where it makes no sense, with nothing changed", async () => {
  const active = await makeUser({ tenant: tree.customerA1, role: "backup_user" });
  const disabled = await makeUser({ tenant: tree.customerA1, activated: false, disabled: true });
  const deleted = await makeUser({ tenant: tree.customerA1, activated: false });
  await setColumn("users", deleted.id, "deleted_at = now()");
  const before = await rowCounts();
  expect(await refusal(resend(admin, active))).toEqual({ code: "ALREADY_ACTIVE" });
  expect(await refusal(resend(admin, disabled))).toEqual({ code: "USER_DISABLED" });
  expect(await refusal(resend(admin, deleted))).toEqual({ code: "NOT_FOUND" });
  await setColumn("tenants", tree.customerA1.id, "disabled_at = now()");
  expect(await refusal(resend(await makeUser({ tenant: tree.partnerA })))).toEqual({ code: "TENANT_DISABLED" });
  expect(await refusal(resendActivation(actorFor(admin), tree.customerA1.id, 999))).toEqual({ code: "NOT_FOUND" });
  expect(await rowCounts()).toEqual({
    ...before,
    users: (before.users ?? 0) + 1,
    user_roles: (before.user_roles ?? 0) + 1,
    user_passwords: (before.user_passwords ?? 0) + 1,
  });
});

test("a user of a foreign tenant, or requested through the wrong tenant, does not exist", async () => {
  const foreign = await makeUser({ tenant: tree.customerB1, activated: false });
  expect(await refusal(resend(admin, foreign))).toEqual({ code: "NOT_FOUND" });
  for (const tenant of [tree.unitA1a, tree.customerB1]) {
    expect(await refusal(resendActivation(actorFor(admin), tenant.id, newcomer.id))).toEqual({ code: "NOT_FOUND" });
  }
  const readOnly = await makeUser({ tenant: tree.customerA1, role: "readonly_admin" });
  expect(await refusal(resend(readOnly))).toEqual({ code: "FORBIDDEN" });
  expect(await outbox()).toEqual([]);
});

test.each([
  ["a sibling's administrator", "customerA2", "admin"],
  ["an administrator below", "unitA1a", "admin"],
  ["a reader above", "partnerA", "read"],
  ["the person", "customerA1", "self"],
] as const)("issue_token() makes no link for %s", async (_name, place, access) => {
  const before = await tokensOf(newcomer.id, "activation");
  const scope = { userId: newcomer.id, tenantPath: tree[place].path, access };
  expect(await refusal(asActor(scope, (tx) => issueToken(tx, "activation", newcomer.id)))).toEqual({
    code: "NOT_FOUND",
  });
  expect(await refusal(asActor(scope, (tx) => issueToken(tx, "activation", 999)))).toEqual({ code: "NOT_FOUND" });
  expect(await tokensOf(newcomer.id, "activation")).toEqual(before);
});

test("issue_token() works for an administrator at or above the user, and for the owner", async () => {
  for (const place of ["customerA1", "partnerA", "provider"] as const) {
    const scope = { userId: admin.id, tenantPath: tree[place].path, access: "admin" } as const;
    await asActor(scope, (tx) => issueToken(tx, "activation", newcomer.id));
  }
  await asSystem("test", (tx) => issueToken(tx, "password_reset", newcomer.id));
  const states = (await tokensOf(newcomer.id, "activation")).map(({ state }) => state);
  expect(states).toEqual(["live", "replaced", "replaced", "replaced"]);
  expect((await tokensOf(newcomer.id, "password_reset")).map(({ state }) => state)).toEqual(["live"]);
});

describeRaces("at once", () => {
  // As many as lib/auth/limits.ts lets through.
  test("many resends leave exactly one live link, and an email for each", async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => refusal(resend())));
    expect(results).toEqual(Array(5).fill("done"));
    const states = (await tokensOf(newcomer.id, "activation")).map(({ state }) => state);
    expect(states.filter((state) => state === "live")).toHaveLength(1);
    expect(states).toHaveLength(6);
    expect(await outbox()).toHaveLength(5);
  });

  test("links made without any lock of the caller's leave one live as well", async () => {
    const made = Array.from({ length: 12 }, () => asSystem("test", (tx) => issueToken(tx, "activation", newcomer.id)));
    expect(new Set(await Promise.all(made)).size).toBe(12);
    const states = (await tokensOf(newcomer.id, "activation")).map(({ state }) => state);
    expect(states.filter((state) => state === "live")).toHaveLength(1);
  });

  test("a resend waits for an activation in progress, and is then refused", async () => {
    const answer = await whileLocked(newcomer.id, () => refusal(resend()), "activated_at = now()");
    expect(answer).toEqual({ code: "ALREADY_ACTIVE" });
    expect(await outbox()).toEqual([]);
  });

  test("resends and an activation never lock each other out, and one of them wins", async () => {
    const link = await newestLink(newcomer.id, "activation");
    const [activation, ...resends] = await Promise.all([
      refusal(activateAccount({ link, password: STRONG, browserId: BROWSER_ID, request: REQUEST })),
      ...Array.from({ length: 5 }, async (_, index) => {
        await new Promise((resolve) => setTimeout(resolve, index * 60));
        return refusal(resend());
      }),
    ]);
    const states = (await tokensOf(newcomer.id, "activation")).map(({ state }) => state);
    if (activation === "done") {
      expect(states.filter((state) => state === "used")).toHaveLength(1);
      expect(states.filter((state) => state === "live")).toEqual([]);
    } else {
      expect(activation).toMatchObject({ code: expect.stringMatching(/^LINK_(USED|REPLACED)$/) });
      expect(states.filter((state) => state === "live")).toHaveLength(1);
    }
    for (const result of resends) {
      if (result !== "done") expect(result).toEqual({ code: "ALREADY_ACTIVE" });
    }
  });
});
