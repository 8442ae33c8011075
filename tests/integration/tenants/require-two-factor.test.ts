import { eq, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { sessions, tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { turnOffTwoFactor } from "@/lib/account/turn-off-two-factor";
import { activateSession, actorOfSession } from "@/lib/auth/sessions";
import { activateAccount } from "@/lib/auth/set-password";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { issueToken, tokenToString } from "@/lib/auth/tokens";
import { requireTwoFactor } from "@/lib/tenants/require-two-factor";
import { listWithoutTwoFactor, readTwoFactorState } from "@/lib/tenants/two-factor-state";
import { resetTwoFactor } from "@/lib/users/reset-two-factor";
import { actorWithSession, linesAbout, withTwoFactor } from "../../support/account";
import {
  actorFor,
  BROWSER_ID,
  makeUser,
  PASSWORD,
  REQUEST,
  type TestTenant,
  type TestUser,
  type Tree,
  useTree,
} from "../../support/factories";
import { auditLines, refusal, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
let administrator: Actor;

beforeEach(async () => {
  administrator = actorFor(await makeUser({ tenant: tree.customerA1 }));
});

const demand = (tenant: TestTenant, required = true) =>
  asSystem("test", (tx) => tx.update(tenants).set({ requireTwoFactor: required }).where(eq(tenants.id, tenant.id)));
const setting = async ({ id }: TestTenant) =>
  (await asSystem("test", (tx) => tx.select().from(tenants).where(eq(tenants.id, id))))[0]?.requireTwoFactor;

/** Signs in with the password and returns the session's actor. */
async function signIn(user: TestUser): Promise<Actor | null> {
  const input = { login: user.login, password: PASSWORD, browserId: crypto.randomUUID(), request: REQUEST };
  const { sessionId } = await signInWithPassword(input);
  await activateSession(sessionId);
  return actorOfSession(sessionId, REQUEST);
}

const backupUser = (tenant: TestTenant) =>
  makeUser({ tenant, role: tenant.kind === "root" || tenant.kind === "partner" ? "readonly_admin" : "backup_user" });

describe("who it applies to", () => {
  const REACH: [keyof Tree, (keyof Tree)[]][] = [
    ["provider", ["provider"]],
    ["partnerA", ["partnerA"]],
    ["customerA1", ["customerA1", "unitA1a", "unitA1b", "unitA1c"]],
    ["customerC", ["customerC"]],
  ];

  test.each(REACH)("required by %s, it applies to the users of %j and to no one else", async (place, reached) => {
    await demand(tree[place]);
    for (const [name, tenant] of Object.entries(tree)) {
      const actor = await signIn(await backupUser(tenant));
      expect([name, actor?.twoFactorDue]).toEqual([name, reached.includes(name as keyof Tree)]);
    }
  });

  test("a unit has no setting of its own, no matter who writes it", async () => {
    const unitAdministrator = actorFor(await makeUser({ tenant: tree.unitA1a }));
    for (const actor of [administrator, unitAdministrator]) {
      expect(await refusal(requireTwoFactor(actor, tree.unitA1a.id, true))).toEqual({ code: "TWO_FACTOR_INHERITED" });
    }
    await expect(demand(tree.unitA1a)).rejects.toThrow();
    expect(await setting(tree.unitA1a)).toBe(false);
  });

  test("a unit's administrator learns that it is required, though the customer is out of sight", async () => {
    await demand(tree.customerA1);
    const unitAdministrator = actorFor(await makeUser({ tenant: tree.unitA1a }));
    expect(await readTwoFactorState(unitAdministrator, tree.unitA1a.id)).toMatchObject({ required: true });
    expect(await refusal(readTwoFactorState(unitAdministrator, tree.customerA1.id))).toEqual({ code: "NOT_FOUND" });
  });
});

describe("when it is asked", () => {
  test("not of sessions opened before, but at the next sign-in; and no longer once it is optional again", async () => {
    const user = await backupUser(tree.customerA1);
    const before = await signIn(user);
    await demand(tree.customerA1);
    expect((await actorOfSession(before?.sessionId ?? "", REQUEST))?.twoFactorDue).toBe(false);
    const after = await signIn(user);
    expect(after?.twoFactorDue).toBe(true);
    await demand(tree.customerA1, false);
    expect((await actorOfSession(after?.sessionId ?? "", REQUEST))?.twoFactorDue).toBe(false);
  });

  test("once it is set up, the same session goes on", async () => {
    const user = await backupUser(tree.customerA1);
    await demand(tree.customerA1);
    const due = await signIn(user);
    expect(due?.twoFactorDue).toBe(true);
    await withTwoFactor(user, due as Actor);
    expect((await actorOfSession(due?.sessionId ?? "", REQUEST))?.twoFactorDue).toBe(false);
  });

  test("reset by an administrator, it is asked again at the next sign-in", async () => {
    const user = await backupUser(tree.customerA1);
    await demand(tree.customerA1);
    const actor = (await signIn(user)) as Actor;
    await withTwoFactor(user, actor);
    await resetTwoFactor(administrator, user.tenant.id, user.id);
    expect(await actorOfSession(actor.sessionId, REQUEST)).toBeNull();
    expect((await signIn(user))?.twoFactorDue).toBe(true);
  });

  test("after activation too", async () => {
    await demand(tree.customerA1);
    const user = await makeUser({ tenant: tree.customerA1, role: "backup_user", activated: false });
    const id = await asSystem("test", (tx) => issueToken(tx, "activation", user.id));
    const password = "a lantern over quiet water";
    const link = tokenToString("activation", id);
    const { sessionId } = await activateAccount({ link, password, browserId: BROWSER_ID, request: REQUEST });
    await activateSession(sessionId);
    expect((await actorOfSession(sessionId, REQUEST))?.twoFactorDue).toBe(true);
  });
});

test("while it is required, no one turns it off, a unit's users included; afterwards they can", async () => {
  for (const tenant of [tree.customerA1, tree.unitA1b]) {
    const user = await backupUser(tenant);
    const actor = await actorWithSession(user);
    const { codes } = await withTwoFactor(user, actor);
    const input = { currentPassword: PASSWORD, code: (codes[0] ?? "").replace("-", "") };
    await demand(tree.customerA1);
    expect(await refusal(turnOffTwoFactor(actor, input))).toEqual({ code: "TWO_FACTOR_REQUIRED" });
    const twoFactor = async () =>
      (await asSystem("test", (tx) => tx.select().from(users).where(eq(users.id, user.id))))[0]?.twoFactor;
    expect(await twoFactor()).toBe(true);
    await demand(tree.customerA1, false);
    // The refusal did not cost the code.
    expect(await refusal(turnOffTwoFactor(actor, input))).toBe("done");
    expect(await twoFactor()).toBe(false);
  }
});

describe("the switch", () => {
  test("is written down each way, once", async () => {
    for (const required of [true, true, false, false]) {
      await requireTwoFactor(administrator, tree.customerA1.id, required);
      expect(await setting(tree.customerA1)).toBe(required);
    }
    expect((await auditLines()).map(({ event, objectName, tenantId }) => [event, objectName, tenantId])).toEqual([
      ["tenant.require_two_factor", "Customer A1", tree.customerA1.id],
      ["tenant.release_two_factor", "Customer A1", tree.customerA1.id],
    ]);
  });

  test("is an administrator's at or above, and no one else's", async () => {
    const make = async (tenant: TestTenant, role?: TestUser["role"]) => actorFor(await makeUser({ tenant, role }));
    const refused: [Actor, string][] = [
      [await make(tree.customerA1, "readonly_admin"), "FORBIDDEN"],
      [await make(tree.partnerA, "readonly_admin"), "FORBIDDEN"],
      [await make(tree.customerA1, "protection_admin"), "FORBIDDEN"],
      [await make(tree.customerA1, "backup_user"), "FORBIDDEN"],
      [await make(tree.unitA1a), "NOT_FOUND"],
      [await make(tree.customerA2), "NOT_FOUND"],
      [await make(tree.partnerB), "NOT_FOUND"],
    ];
    for (const [actor, code] of refused) {
      expect(await refusal(requireTwoFactor(actor, tree.customerA1.id, true))).toEqual({ code });
      expect(await setting(tree.customerA1)).toBe(false);
    }
    expect(await refusal(requireTwoFactor(await make(tree.partnerB), 999_999, true))).toEqual({ code: "NOT_FOUND" });
    for (const tenant of [tree.customerA1, tree.partnerA, tree.provider]) {
      await requireTwoFactor(await make(tenant), tree.customerA1.id, true);
      expect(await setting(tree.customerA1)).toBe(true);
      await demand(tree.customerA1, false);
    }
    expect((await auditLines()).map(({ event }) => event)).toEqual(Array(3).fill("tenant.require_two_factor"));
  });
});

test("behind a self-managed customer's door those above neither see nor change any of it", async () => {
  await asSystem("test", (tx) =>
    tx.execute(sql`update tenants set self_managed = true where id = ${tree.customerA1.id}`),
  );
  const above = actorFor(await makeUser({ tenant: tree.partnerA }));
  expect(await refusal(requireTwoFactor(above, tree.customerA1.id, true))).toEqual({ code: "SELF_MANAGED" });
  expect(await refusal(readTwoFactorState(above, tree.customerA1.id))).toEqual({ code: "FORBIDDEN" });
  expect(await refusal(listWithoutTwoFactor(above, tree.customerA1.id))).toEqual({ code: "FORBIDDEN" });
  const { asActor, rowsOf } = await import("@/db");
  const asked = await asActor(above, async (tx) =>
    rowsOf(
      await tx.execute(sql`select people::int, two_factor_required(${tree.customerA1.path}::ltree) as required,
        trusted_browsers_of(${administrator.userId}) as trusted from two_factor_figures(${tree.customerA1.id})`),
    ),
  );
  expect(asked).toEqual([{ people: 0, required: false, trusted: 0 }]);
  await requireTwoFactor(administrator, tree.customerA1.id, true);
  expect(await readTwoFactorState(administrator, tree.customerA1.id)).toMatchObject({ required: true, people: 1 });
});

describe("the figures", () => {
  test("count the users of the tenant who can sign in, and list those without", async () => {
    const inside = await Promise.all(
      ["anna", "bea", "carl"].map((login) => makeUser({ tenant: tree.customerA2, login })),
    );
    const [anna, bea, carl] = inside as [TestUser, TestUser, TestUser];
    await makeUser({ tenant: tree.customerA2, login: "later", activated: false });
    await makeUser({ tenant: tree.customerA2, login: "shut", disabled: true });
    const gone = await makeUser({ tenant: tree.customerA2, login: "gone" });
    await setColumn("users", gone.id, "deleted_at = now()");
    await makeUser({ tenant: tree.customerB1 });
    const reader = actorFor(await makeUser({ tenant: tree.partnerA, role: "readonly_admin" }));
    const state = async () => {
      const { people, setUp } = await readTwoFactorState(reader, tree.customerA2.id);
      const list = await listWithoutTwoFactor(reader, tree.customerA2.id);
      return [people, setUp, list.people.map(({ login }) => login)];
    };
    expect(await state()).toEqual([3, 0, ["anna", "bea", "carl"]]);
    await withTwoFactor(bea, await actorWithSession(bea));
    expect(await state()).toEqual([3, 1, ["anna", "carl"]]);
    await withTwoFactor(anna, await actorWithSession(anna));
    await resetTwoFactor(actorFor(carl), tree.customerA2.id, bea.id);
    expect(await state()).toEqual([3, 1, ["bea", "carl"]]);
  });

  test("a setup that was only started does not count", async () => {
    const { beginTwoFactor } = await import("@/lib/account/begin-two-factor");
    await beginTwoFactor(administrator);
    expect(await readTwoFactorState(administrator, tree.customerA1.id)).toMatchObject({
      people: 1,
      setUp: 0,
      own: false,
    });
  });

  test("the list goes on by key", async () => {
    const logins = Array.from({ length: 60 }, (_, number) => `user-${String(number).padStart(2, "0")}`);
    for (const login of logins) await makeUser({ tenant: tree.customerC, login, role: "backup_user" });
    const reader = actorFor(await makeUser({ tenant: tree.provider, role: "readonly_admin" }));
    const first = await listWithoutTwoFactor(reader, tree.customerC.id);
    const second = await listWithoutTwoFactor(reader, tree.customerC.id, { after: first.next ?? undefined });
    expect([...first.people, ...second.people].map(({ login }) => login)).toEqual(logins);
    expect([first.earlier, second.earlier, second.next]).toEqual([false, true, null]);
  });

  test("are only for administrators of the place", async () => {
    const people: [Actor, string][] = [
      [actorFor(await makeUser({ tenant: tree.customerA1, role: "backup_user" })), "FORBIDDEN"],
      [actorFor(await makeUser({ tenant: tree.customerA1, role: "protection_admin" })), "FORBIDDEN"],
      [actorFor(await makeUser({ tenant: tree.customerA2 })), "NOT_FOUND"],
      [actorFor(await makeUser({ tenant: tree.unitA1a })), "NOT_FOUND"],
    ];
    for (const [actor, code] of people) {
      expect(await refusal(readTwoFactorState(actor, tree.customerA1.id))).toEqual({ code });
      expect(await refusal(listWithoutTwoFactor(actor, tree.customerA1.id))).toEqual({ code });
    }
  });
});

test("only sign-in says that setup is due, and portal_app cannot change it", async () => {
  const user = await backupUser(tree.customerA1);
  await demand(tree.customerA1);
  const due = (await signIn(user)) as Actor;
  const { asActor } = await import("@/db");
  const unsay = asActor(administrator, (tx) => tx.update(sessions).set({ twoFactorDue: false }));
  await expect(unsay).rejects.toThrow();
  expect((await actorOfSession(due.sessionId, REQUEST))?.twoFactorDue).toBe(true);
  expect((await linesAbout(user)).map(({ event }) => event)).toEqual(["session.create"]);
});
