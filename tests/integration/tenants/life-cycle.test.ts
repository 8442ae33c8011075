import { sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf } from "@/db";
import { tenants, users } from "@/db/tables";
import { actorOfSession } from "@/lib/auth/sessions";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { issueToken, readLink } from "@/lib/auth/tokens";
import { named } from "@/lib/fields/unique-name";
import { deleteTenant, recoverTenant } from "@/lib/tenants/deletion";
import { disableTenant, enableTenant } from "@/lib/tenants/disabling";
import { getTenant } from "@/lib/tenants/queries";
import { startProduction } from "@/lib/tenants/start-production";
import { createUser } from "@/lib/users/create-user";
import { disableUser } from "@/lib/users/disabling";
import { openSessionFor } from "../../support/account";
import { sqlState } from "../../support/every-table";
import {
  actorFor,
  makeTenant,
  makeUser,
  PASSWORD,
  REQUEST,
  type TestTenant,
  type TestUser,
  useTree,
  useUser,
} from "../../support/factories";
import { auditLines, auditTrail, newestLink, refusal, rowCounts, sessionsOf, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const BROWSER = "0b6e9c5e-6d0f-4c4e-9d0e-1f2a3b4c5d6e";

const tree = useTree();
const partner = useUser(() => ({ tenant: tree.partnerA }));

const disable = (by: TestUser, what: TestTenant) => refusal(disableTenant(actorFor(by), what.id));
const enable = (by: TestUser, what: TestTenant) => refusal(enableTenant(actorFor(by), what.id));
const remove = (by: TestUser, what: TestTenant, name = what.name) => refusal(deleteTenant(actorFor(by), what.id, name));
const recover = (by: TestUser, what: TestTenant, name = what.name) =>
  refusal(recoverTenant(actorFor(by), what.id, name));
const signIn = (user: TestUser) =>
  refusal(signInWithPassword({ login: user.login, password: PASSWORD, browserId: BROWSER, request: REQUEST }));

const stateOf = (tenant: TestTenant) =>
  asSystem("test", async (tx) => {
    const [row] = await tx.select().from(tenants).where(sql`id = ${tenant.id}`);
    return row;
  });

describe("disable and enable", () => {
  test("end every session in the subtree immediately and let no one sign in there until enabled", async () => {
    const people = await Promise.all(
      [tree.customerA1, tree.unitA1a, tree.unitA1b].map((tenant) => makeUser({ tenant, role: "backup_user" })),
    );
    const beside = await makeUser({ tenant: tree.customerA2 });
    const sessions = await Promise.all(people.map((user) => openSessionFor(user)));
    const pending = await openSessionFor(people[0] as TestUser, { state: "pending_code" });
    const besideSession = await openSessionFor(beside);

    expect(await disable(partner, tree.customerA1)).toBe("done");
    for (const session of [...sessions, pending]) expect(await actorOfSession(session, REQUEST)).toBeNull();
    for (const user of people) {
      expect((await sessionsOf(user.id)).map(({ state, endReason }) => [state, endReason])).toEqual(
        (await sessionsOf(user.id)).map(() => ["ended", "tenant_disabled"]),
      );
      expect(await signIn(user)).toEqual({ code: "SIGN_IN_FAILED" });
    }
    expect(await actorOfSession(besideSession, REQUEST)).toMatchObject({ userId: beside.id });
    expect(await signIn(beside)).toBe("done");

    expect(await enable(partner, tree.customerA1)).toBe("done");
    for (const session of sessions) expect(await actorOfSession(session, REQUEST)).toBeNull();
    for (const user of people) expect(await signIn(user)).toBe("done");
    expect((await auditTrail()).filter((line) => line.startsWith("tenant."))).toEqual([
      `tenant.disable by ${partner.login}`,
      `tenant.enable by ${partner.login}`,
    ]);
    expect((await auditLines()).find(({ event }) => event === "tenant.disable")).toMatchObject({
      tenantId: tree.customerA1.id,
      objectName: tree.customerA1.name,
      details: { sessions: 4 },
    });
  });

  test("links are dead meanwhile and work again afterwards", async () => {
    const user = await makeUser({ tenant: tree.unitA1a });
    await asSystem("test", (tx) => issueToken(tx, "password_reset", user.id));
    const link = await newestLink(user.id, "password_reset");
    await disable(partner, tree.customerA1);
    expect(await readLink("password_reset", link)).toEqual({ problem: "LINK_INVALID" });
    await enable(partner, tree.customerA1);
    expect(await readLink("password_reset", link)).toMatchObject({ problem: null, userId: user.id });
  });

  test("what was disabled on its own below stays so", async () => {
    const off = await makeUser({ tenant: tree.unitA1a, disabled: true });
    const on = await makeUser({ tenant: tree.customerA1 });
    const inUnit = await makeUser({ tenant: tree.unitA1a });
    const admin = await makeUser({ tenant: tree.customerA1 });
    await disable(admin, tree.unitA1a);
    await disable(partner, tree.customerA1);
    await disableUser(actorFor(partner), tree.customerA1.id, on.id);
    await enable(partner, tree.customerA1);
    expect((await stateOf(tree.unitA1a))?.disabledAt).not.toBeNull();
    expect(await Promise.all([off, on, inUnit].map(signIn))).toEqual(Array(3).fill({ code: "SIGN_IN_FAILED" }));
    expect(await signIn(admin)).toBe("done");
  });

  test("below a disabled company nothing is enabled", async () => {
    await disable(partner, tree.unitA1a);
    await disable(partner, tree.customerA1);
    expect(await enable(partner, tree.unitA1a)).toEqual({ code: "TENANT_ABOVE_DISABLED" });
    expect((await stateOf(tree.unitA1a))?.disabledAt).not.toBeNull();
  });

  test("a second time changes nothing", async () => {
    await disable(partner, tree.customerA1);
    const before = await stateOf(tree.customerA1);
    expect(await disable(partner, tree.customerA1)).toBe("done");
    expect(await stateOf(tree.customerA1)).toEqual(before);
    await enable(partner, tree.customerA1);
    expect(await enable(partner, tree.customerA1)).toBe("done");
    expect((await auditTrail()).length).toBe(2);
  });

  test("nothing is created in it", async () => {
    await disable(partner, tree.customerA1);
    const input = {
      email: "x@y.example",
      login: "x@y.example",
      language: "en",
      firstName: null,
      lastName: null,
    } as const;
    const create = createUser(actorFor(partner), tree.unitA1a.id, {
      ...input,
      useEmailAsLogin: true,
      access: "administrator",
    });
    expect(await refusal(create)).toEqual({ code: "TENANT_DISABLED" });
  });
});

describe("who may not", () => {
  const verbs = {
    disable,
    enable,
    remove,
    recover,
    production: (by: TestUser, what: TestTenant) => refusal(startProduction(actorFor(by), what.id)),
  };

  test.each(Object.entries(verbs))(
    "%s: nobody to their own company, above, beside, or as a reader",
    async (_name, verb) => {
      const own = await makeUser({ tenant: tree.customerA1 });
      const reader = await makeUser({ tenant: tree.partnerA, role: "readonly_admin" });
      const beside = await makeUser({ tenant: tree.partnerB });
      const inUnit = await makeUser({ tenant: tree.unitA1a });
      await setColumn("tenants", tree.customerA1.id, "disabled_at = now()");
      const [before, lines] = [await stateOf(tree.customerA1), await rowCounts()];
      expect(await verb(own, tree.customerA1)).toEqual({ code: "OWN_TENANT" });
      expect(await verb(inUnit, tree.customerA1)).toEqual({ code: "NOT_FOUND" });
      expect(await verb(beside, tree.customerA1)).toEqual({ code: "NOT_FOUND" });
      expect(await verb(beside, { ...tree.customerA1, id: 999_999 })).toEqual({ code: "NOT_FOUND" });
      expect(await verb(reader, tree.customerA1)).toEqual({ code: "FORBIDDEN" });
      expect(await stateOf(tree.customerA1)).toEqual(before);
      expect(await rowCounts()).toEqual(lines);
    },
  );

  test("past the verbs the database refuses as well", async () => {
    const own = actorFor(await makeUser({ tenant: tree.customerA1 }));
    const attempt = (text: string) => asActor(own, (tx) => tx.execute(sql.raw(text))).then(() => "done", sqlState);
    const { id } = tree.customerA1;
    expect(await attempt(`update tenants set disabled_at = now() where id = ${id}`)).toBe("42501");
    expect(await attempt(`update tenants set deleted_at = now() where id = ${tree.unitA1a.id}`)).toBe("42501");
    for (const call of [
      `end_sessions_below(${id}, 'x')`,
      `delete_tenant(${id})`,
      `recover_tenant(${id}, 'x', 'x')`,
      `move_tenant(${id}, 1)`,
      `end_sessions_below(${tree.customerA2.id}, 'x')`,
      `delete_tenant(${tree.partnerB.id})`,
    ]) {
      expect(await attempt(`select ${call}`)).toBe("P0002");
    }
  });
});

describe("delete and recover", () => {
  const gone = async (by: TestUser, tenant: TestTenant) =>
    (await refusal(getTenant(actorFor(by), tenant.id))) !== "done";

  test("only a disabled company, its name typed, and everything below goes with it", async () => {
    const user = await makeUser({ tenant: tree.unitA1a, login: "taken.login" });
    expect(await remove(partner, tree.customerA1)).toEqual({ code: "TENANT_NOT_DISABLED" });
    await disable(partner, tree.customerA1);
    expect(await remove(partner, tree.customerA1, "customer a1")).toEqual({ code: "NAME_DIFFERS", field: "name" });
    expect(await gone(partner, tree.customerA1)).toBe(false);
    expect(await remove(partner, tree.customerA1, ` ${tree.customerA1.name} `)).toBe("done");
    for (const tenant of [tree.customerA1, tree.unitA1a, tree.unitA1b, tree.unitA1c])
      expect(await gone(partner, tenant)).toBe(true);
    expect(await gone(partner, tree.customerA2)).toBe(false);
    expect(await signIn(user)).toEqual({ code: "SIGN_IN_FAILED" });
    await expect(makeUser({ tenant: tree.customerB1, login: "TAKEN.login" })).rejects.toThrow();
    expect(await disable(partner, tree.unitA1a)).toEqual({ code: "NOT_FOUND" });
    expect(await remove(partner, tree.customerA1)).toEqual({ code: "NOT_FOUND" });
  });

  test("recovered, it is disabled, with all that went with it and nothing that was gone before", async () => {
    const user = await makeUser({ tenant: tree.unitA1a });
    await disable(partner, tree.unitA1c);
    await remove(partner, tree.unitA1c);
    await disable(partner, tree.customerA1);
    await remove(partner, tree.customerA1);
    expect(await recover(partner, tree.unitA1a)).toEqual({ code: "RECOVERY_OVER" });
    expect(await recover(partner, tree.customerA1)).toBe("done");
    expect(await recover(partner, tree.customerA1)).toBe("done");
    for (const tenant of [tree.customerA1, tree.unitA1a, tree.unitA1b]) expect(await gone(partner, tenant)).toBe(false);
    expect(await gone(partner, tree.unitA1c)).toBe(true);
    expect(await signIn(user)).toEqual({ code: "SIGN_IN_FAILED" });
    expect(await enable(partner, tree.customerA1)).toBe("done");
    expect(await signIn(user)).toBe("done");
    expect(await recover(partner, tree.unitA1c)).toBe("done");
  });

  test("a name given away meanwhile is said so, and another one does", async () => {
    await disable(partner, tree.customerA1);
    await remove(partner, tree.customerA1);
    await makeTenant("customer", tree.partnerA, "CUSTOMER A1");
    expect(await recover(partner, tree.customerA1)).toEqual({ code: "NAME_TAKEN", field: "name" });
    expect((await stateOf(tree.customerA1))?.deletedAt).not.toBeNull();
    expect(await recover(partner, tree.customerA1, "Customer A1 again")).toBe("done");
    expect(await stateOf(tree.customerA1)).toMatchObject({ name: "Customer A1 again", deletedAt: null });
  });

  test("after 30 days it is too late", async () => {
    await disable(partner, tree.customerA1);
    await remove(partner, tree.customerA1);
    await asSystem("test", (tx) =>
      tx.execute(sql`update tenants set deleted_at = now() - interval '30 days 1 minute' where deleted_at is not null`),
    );
    expect(await recover(partner, tree.customerA1)).toEqual({ code: "RECOVERY_OVER" });
  });

  test("with a partner its customers go and come back", async () => {
    const provider = await makeUser({ tenant: tree.provider });
    await disable(provider, tree.partnerA);
    await remove(provider, tree.partnerA);
    expect(await gone(provider, tree.customerA2)).toBe(true);
    await recover(provider, tree.partnerA);
    expect(await gone(provider, tree.customerA2)).toBe(false);
    expect(
      (
        await asSystem("test", (tx) =>
          tx.execute(sql`select 1 from tenants where deleted_at is not null or deleted_with is not null`).then(rowsOf),
        )
      ).length,
    ).toBe(0);
    expect(await asSystem("test", (tx) => tx.$count(users))).toBeGreaterThan(0);
  });
});

describe("production", () => {
  test("a trial ends once and stays ended", async () => {
    const trial = await asSystem("test", async (tx) => {
      const [row] = await tx
        .insert(tenants)
        .values({ kind: "customer", mode: "trial", ...named("Trial"), language: "en", parentId: tree.partnerA.id })
        .returning();
      return row;
    });
    expect(trial?.trialEndsAt?.getTime()).toBeGreaterThan(Date.now() + 27 * 86_400_000);
    const subject = { ...tree.customerA1, id: trial?.id ?? 0 };
    expect(await refusal(startProduction(actorFor(partner), subject.id))).toBe("done");
    expect(await stateOf(subject)).toMatchObject({ mode: "production", trialEndsAt: null });
    await expect(setColumn("tenants", subject.id, "mode = 'trial'").catch(sqlState)).resolves.toBe("23514");
    expect(await refusal(startProduction(actorFor(partner), subject.id))).toBe("done");
    expect(await auditTrail()).toEqual([`tenant.start_production by ${partner.login}`]);
  });
});
