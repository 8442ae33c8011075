import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { changeOwnEmail } from "@/lib/account/own-email";
import { createClient } from "@/lib/clients/create-client";
import { runCommand } from "@/lib/commands/run-command";
import { deleteTenant, recoverTenant } from "@/lib/tenants/deletion";
import { disableTenant } from "@/lib/tenants/disabling";
import { purgeDeletedTenants } from "@/lib/tenants/purge-deleted-tenants";
import { removeTenant } from "@/lib/tenants/remove-tenant";
import { draftImport } from "@/lib/user-import/draft-import";
import { getImport } from "@/lib/user-import/queries";
import { createUser } from "@/lib/users/create-user";
import { recoverUser } from "@/lib/users/deletion";
import { getUser } from "@/lib/users/queries";
import { removeUser } from "@/lib/users/remove-user";
import { createUserSchema, ownEmailSchema, userGeneralSchema } from "@/lib/users/schema";
import { updateUserGeneral } from "@/lib/users/update-user-general";
import { actorWithSession, signedIn } from "../../support/account";
import {
  actorFor,
  makeUser,
  PASSWORD,
  type TestTenant,
  type TestUser,
  useTree,
  useUser,
} from "../../support/factories";
import { auditTrail, refusal, setColumn } from "../../support/inspect";
import { newClient } from "../../support/new-client";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const AGAIN = "again@example.test";

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.customerA1 }));

const form = (email = AGAIN) =>
  createUserSchema.parse({ email, useEmailAsLogin: "on", language: "en", access: "administrator" });
const create = (by: TestUser, tenant = tree.customerA1) => refusal(createUser(actorFor(by), tenant.id, form()));

async function deletedUser(tenant: TestTenant, daysAgo = 1): Promise<TestUser> {
  const user = await makeUser({ tenant, login: AGAIN });
  await setColumn("users", user.id, `disabled_at = now(), deleted_at = now() - interval '${daysAgo} days'`);
  return user;
}

const holderIs = (kind: "user" | "tenant", place: TestTenant, id: number) => `${kind}:${place.id}:${id}`;
const exists = async (id: number) =>
  (await asSystem("test", (tx) => tx.select().from(users).where(eq(users.id, id)))).length === 1;

async function deletedCompany(tenant: TestTenant, by: TestUser): Promise<TestUser> {
  const user = await makeUser({ tenant, login: AGAIN });
  await disableTenant(actorFor(by), tenant.id);
  await deleteTenant(actorFor(by), tenant.id, tenant.name);
  return user;
}

describe("a login of someone deleted", () => {
  test("is named with who they are, for as long as they can be brought back", async () => {
    const gone = await deletedUser(tree.customerA1);
    const answer = await refusal(createUser(actorFor(admin), tree.customerA1.id, form("Again@Example.test")));
    expect(answer).toMatchObject({
      code: "LOGIN_OF_DELETED_USER",
      field: "email",
      values: { name: AGAIN, company: tree.customerA1.name, holder: holderIs("user", tree.customerA1, gone.id) },
    });
    const { until } = typeof answer === "string" ? {} : (answer.values ?? {});
    const inDays = (Number(until) - Date.now()) / 86_400_000;
    expect(inDays).toBeGreaterThan(28.9);
    expect(inDays).toBeLessThan(29.1);
  });

  test("is free after they are permanently deleted; the log says who wanted that", async () => {
    const gone = await deletedUser(tree.customerA1);
    await removeUser(actorFor(admin), tree.customerA1.id, gone.id);
    expect(await exists(gone.id)).toBe(false);
    expect(await create(admin)).toBe("done");
    expect(await auditTrail()).toEqual([
      `user.remove by ${admin.login}`,
      "user.purge by system",
      `user.create by ${admin.login}`,
    ]);
  });

  test("is in any company within reach, and in an import and a new address as well", async () => {
    const gone = await deletedUser(tree.customerA2);
    const above = await makeUser({ tenant: tree.partnerA });
    const named = { code: "LOGIN_OF_DELETED_USER", values: { holder: holderIs("user", tree.customerA2, gone.id) } };
    expect(await create(above)).toMatchObject(named);

    const importId = await draftImport(actorFor(above), tree.customerA1.id, `email,role\n${AGAIN},company_admin`);
    const { draft } = await getImport(actorFor(above), tree.customerA1.id, importId);
    expect(draft?.rows[0]?.problems).toMatchObject([{ column: "email", ...named }]);

    const newcomer = await makeUser({ tenant: tree.customerA1, activated: false });
    await setColumn("users", newcomer.id, "login = email");
    const { versions } = await getUser(actorFor(above), tree.customerA1.id, newcomer.id);
    const input = userGeneralSchema.parse({ email: AGAIN, useEmailAsLogin: "on", language: "en" });
    const place = { tenantId: tree.customerA1.id, userId: newcomer.id, version: versions.general };
    expect(await refusal(updateUserGeneral(actorFor(above), place, input))).toMatchObject({ ...named, field: "email" });
  });

  test("is named to an administrator who moves to it, and is just in use for other users", async () => {
    const gone = await deletedUser(tree.customerA1);
    const move = (actor: Actor) =>
      refusal(
        changeOwnEmail(actor, ownEmailSchema.parse({ email: AGAIN, useEmailAsLogin: "on", currentPassword: PASSWORD })),
      );
    expect(await move(await actorWithSession(admin))).toMatchObject({
      code: "LOGIN_OF_DELETED_USER",
      field: "email",
      values: { holder: holderIs("user", tree.customerA1, gone.id) },
    });
    expect(await move((await signedIn(tree.customerA1)).actor)).toEqual({ code: "EMAIL_IS_A_LOGIN", field: "email" });
  });

  test("is named to the operator who provisions", async () => {
    await deletedUser(tree.customerA1);
    const lines: string[] = [];
    const session = {
      out: (line: string) => void lines.push(line),
      err: (line: string) => void lines.push(line),
      signal: new AbortController().signal,
    };
    expect(await runCommand("provision", ["--kind", "customer", "--name", "New", "--email", AGAIN], session)).toBe(1);
    expect(lines.join("\n")).toContain(`belongs to a deleted user at "${tree.customerA1.name}"`);
  });

  test("is just in use for everyone who can't reach them", async () => {
    await deletedUser(tree.customerB1);
    expect(await create(admin)).toEqual({ code: "LOGIN_TAKEN", field: "email" });
    await setColumn("tenants", tree.customerB1.id, "self_managed = true");
    const above = await makeUser({ tenant: tree.partnerB });
    expect(await create(above, tree.partnerB)).toEqual({ code: "LOGIN_TAKEN", field: "email" });
    expect(await create(await makeUser({ tenant: tree.customerB1 }), tree.customerB1)).toMatchObject({
      code: "LOGIN_OF_DELETED_USER",
    });
  });

  test("is just in use while the user isn't deleted", async () => {
    await makeUser({ tenant: tree.customerA1, login: AGAIN });
    expect(await create(admin)).toEqual({ code: "LOGIN_TAKEN", field: "email" });
  });
});

describe("a deleted company", () => {
  const above = useUser(() => ({ tenant: tree.partnerA }));
  const client = () => newClient({ name: tree.customerA2.name, email: AGAIN });

  test("gives its name away at once, and names itself when its administrator comes back", async () => {
    await deletedCompany(tree.customerA2, above);
    expect(await refusal(createClient(actorFor(above), tree.partnerA.id, client(), randomUUID()))).toMatchObject({
      code: "LOGIN_OF_DELETED_COMPANY",
      field: "email",
      values: { company: tree.customerA2.name, holder: holderIs("tenant", tree.partnerA, tree.customerA2.id) },
    });
    const other = { ...client(), administrator: { ...client().administrator, login: "other@example.test" } };
    expect(await refusal(createClient(actorFor(above), tree.partnerA.id, other, randomUUID()))).toBe("done");
  });

  test("is named by the highest that was deleted", async () => {
    await makeUser({ tenant: tree.unitA1a, login: AGAIN });
    await disableTenant(actorFor(above), tree.customerA1.id);
    await deleteTenant(actorFor(above), tree.customerA1.id, tree.customerA1.name);
    expect(await create(above, tree.partnerA)).toMatchObject({
      values: { holder: holderIs("tenant", tree.partnerA, tree.customerA1.id) },
    });
  });

  test("permanently deleted, it frees the logins; the log says who wanted that", async () => {
    const boss = await deletedCompany(tree.customerA2, above);
    await removeTenant(actorFor(above), tree.customerA2.id);
    expect(await exists(boss.id)).toBe(false);
    expect(await refusal(createClient(actorFor(above), tree.partnerA.id, client(), randomUUID()))).toBe("done");
    expect((await auditTrail()).filter((line) => /remove|purge/.test(line))).toEqual([
      `tenant.remove by ${above.login}`,
      "tenant.purge by system",
    ]);
    expect(await refusal(recoverTenant(actorFor(above), tree.customerA2.id, "x"))).not.toBe("done");
  });

  test("whose end was cut short can't be recovered, and the night completes it", async () => {
    const boss = await deletedCompany(tree.customerA2, above);
    await setColumn("tenants", tree.customerA2.id, "deleted_at = now() - interval '30 days'");
    expect(await refusal(recoverTenant(actorFor(above), tree.customerA2.id, "x"))).toEqual({ code: "RECOVERY_OVER" });
    await purgeDeletedTenants();
    expect(await exists(boss.id)).toBe(false);
  });
});

describe("permanently deleting is refused", () => {
  const above = useUser(() => ({ tenant: tree.partnerA }));

  test("for a user who isn't deleted, for others than administrators, and out of reach", async () => {
    const gone = await deletedUser(tree.customerA1);
    const there = await makeUser({ tenant: tree.customerA1, role: "backup_user" });
    const reader = await makeUser({ tenant: tree.customerA1, role: "readonly_admin" });
    const remove = (by: TestUser, whom: TestUser) => refusal(removeUser(actorFor(by), whom.tenant.id, whom.id));
    expect(await remove(admin, there)).toEqual({ code: "NOT_DELETED" });
    expect(await remove(reader, gone)).toEqual({ code: "FORBIDDEN" });
    expect(await remove(await makeUser({ tenant: tree.customerA2 }), gone)).toEqual({ code: "NOT_FOUND" });
    expect(await exists(gone.id)).toBe(true);
    await recoverUser(actorFor(admin), tree.customerA1.id, gone.id);
    expect(await remove(admin, gone)).toEqual({ code: "NOT_DELETED" });
  });

  test("for a company that isn't deleted, one that went along with another, one's own, and out of reach", async () => {
    const remove = (by: TestUser, what: TestTenant) => refusal(removeTenant(actorFor(by), what.id));
    expect(await remove(above, tree.customerA1)).toEqual({ code: "NOT_DELETED" });
    await deletedCompany(tree.customerA1, above);
    expect(await remove(above, tree.unitA1a)).toEqual({ code: "NOT_FOUND" });
    expect(await remove(await makeUser({ tenant: tree.partnerB }), tree.customerA1)).toEqual({ code: "NOT_FOUND" });
    expect(await remove(admin, tree.customerA1)).not.toBe("done");
    const reader = await makeUser({ tenant: tree.partnerA, role: "readonly_admin" });
    expect(await remove(reader, tree.customerA1)).toEqual({ code: "FORBIDDEN" });
    const [row] = await asSystem("test", (tx) => tx.select().from(tenants).where(eq(tenants.id, tree.customerA1.id)));
    expect(row?.purgedAt).toBeNull();
  });
});
