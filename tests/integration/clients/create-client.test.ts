import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { quotas, tenants, userRoles, users } from "@/db/tables";
import { createClient } from "@/lib/clients/create-client";
import { GIGABYTE } from "@/lib/quotas/model";
import { actorFor, adminOf, makeUser, useTree } from "../../support/factories";
import { auditTrail, outbox, refusal, rowCounts, setColumn, tokensOf } from "../../support/inspect";
import { newClient } from "../../support/new-client";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();

const tenantOf = (id: number) =>
  asSystem("test", async (tx) => (await tx.select().from(tenants).where(eq(tenants.id, id)))[0]);

test("a customer is created with quota, administrator, link, email and audit entries", async () => {
  const actor = await adminOf(tree.partnerA);
  const id = await createClient(actor, tree.partnerA.id, newClient(), randomUUID());

  expect(await tenantOf(id)).toMatchObject({
    parentId: tree.partnerA.id,
    path: `${tree.partnerA.path}.${id}`,
    kind: "customer",
    name: "Contoso",
    mode: "trial",
    language: "de",
    disabledAt: null,
  });
  const [quota] = await asSystem("test", (tx) => tx.select().from(quotas).where(eq(quotas.tenantId, id)));
  expect(quota).toMatchObject({ item: "storage", valueBytes: 500 * GIGABYTE, overageBytes: null });
  const [user, ...others] = await asSystem("test", (tx) => tx.select().from(users).where(eq(users.tenantId, id)));
  expect(others).toEqual([]);
  expect(user).toMatchObject({ login: "zoe@contoso.example", language: "fr", firstName: "Zoë", activatedAt: null });
  const [role] = await asSystem("test", (tx) => tx.select().from(userRoles).where(eq(userRoles.tenantId, id)));
  expect(role).toMatchObject({ userId: user?.id, service: "management_portal", role: "company_admin" });
  const [token] = await tokensOf(user?.id ?? 0, "activation");
  expect(token?.state).toBe("live");
  const mails = await outbox();
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ template: "activation", toAddress: "zoe@contoso.example", language: "fr" });
  expect(await auditTrail()).toEqual([`tenant.create by ${actor.login}`, `user.create by ${actor.login}`]);
});

test.each([
  ["partner", "partnerA", "partner_admin", 1],
  ["unit", "customerA1", "unit_admin", 1],
  ["unit", "unitA1a", "unit_admin", 1],
] as const)("a %s below %s gets a %s", async (kind, place, role, count) => {
  const actor = await adminOf(tree.provider);
  const id = await createClient(actor, tree[place].id, newClient({ kind, unlimited: "on" }), randomUUID());
  expect(await tenantOf(id)).toMatchObject({ kind, mode: null, path: `${tree[place].path}.${id}` });
  const roles = await asSystem("test", (tx) => tx.select().from(userRoles).where(eq(userRoles.tenantId, id)));
  expect(roles.map((row) => row.role)).toEqual(Array(count).fill(role));
});

test.each([
  ["customer", "customerA1"],
  ["partner", "customerA1"],
  ["partner", "unitA1a"],
  ["unit", "partnerA"],
  ["unit", "provider"],
] as const)("no %s below %s", async (kind, place) => {
  const actor = await adminOf(tree.provider);
  const before = await rowCounts();
  const answer = await refusal(createClient(actor, tree[place].id, newClient({ kind }), randomUUID()));
  expect(answer).toEqual({ code: "INVALID", field: "kind" });
  expect(await rowCounts()).toEqual(before);
});

test.each(["readonly_admin", "protection_admin", "backup_user"] as const)(
  "%s creates nothing, and is told so whatever the tenant",
  async (role) => {
    const actor = actorFor(await makeUser({ tenant: tree.customerA1, role }));
    const before = await rowCounts();
    for (const tenantId of [tree.customerA1.id, tree.unitA1a.id, tree.partnerB.id, 999]) {
      const answer = await refusal(createClient(actor, tenantId, newClient({ kind: "unit" }), randomUUID()));
      expect(answer).toEqual({ code: "FORBIDDEN" });
    }
    expect(await rowCounts()).toEqual(before);
  },
);

test("a tenant above, beside or elsewhere is answered exactly like one that never was", async () => {
  const actor = await adminOf(tree.partnerA);
  await setColumn("tenants", tree.unitA1c.id, "deleted_at = now()");
  const before = await rowCounts();
  const answers = [];
  for (const id of [999, tree.provider.id, tree.partnerB.id, tree.customerB1.id, tree.customerC.id, tree.unitA1c.id]) {
    answers.push(await refusal(createClient(actor, id, newClient(), randomUUID())));
  }
  expect(answers).toEqual(Array(6).fill({ code: "NOT_FOUND" }));
  expect(await rowCounts()).toEqual(before);
});

test("an actor who claims more than the scope of the door still reaches nothing", async () => {
  const actor = { ...(await adminOf(tree.customerA1)), roles: { management_portal: "partner_admin" as const } };
  expect(await refusal(createClient(actor, tree.partnerB.id, newClient(), randomUUID()))).toEqual({
    code: "NOT_FOUND",
  });
});

test.each(["partnerA", "provider"] as const)("nothing below a disabled company (%s disabled)", async (closed) => {
  const actor = await adminOf(tree.provider);
  await setColumn("tenants", tree[closed].id, "disabled_at = now()");
  const before = await rowCounts();
  const answer = await refusal(createClient(actor, tree.partnerA.id, newClient(), randomUUID()));
  expect(answer).toEqual({ code: "TENANT_DISABLED" });
  expect(await rowCounts()).toEqual(before);
});

test("a name that the parent has already, in whatever case, is refused at its field and leaves nothing", async () => {
  const actor = await adminOf(tree.partnerA);
  const before = await rowCounts();
  const answer = await refusal(
    createClient(actor, tree.partnerA.id, newClient({ name: " customer a1 " }), randomUUID()),
  );
  expect(answer).toEqual({ code: "NAME_TAKEN", field: "name" });
  expect(await rowCounts()).toEqual(before);
  await createClient(actor, tree.partnerA.id, newClient({ name: "Customer B1" }), randomUUID());
});

test.each([
  ["email", {}],
  ["login", { useEmailAsLogin: undefined, login: "ZOE@contoso.example" }],
])("a login that is taken anywhere is refused at %s and leaves nothing", async (field, changes) => {
  await makeUser({ tenant: tree.customerB1, login: "Zoe@contoso.example" });
  const actor = await adminOf(tree.partnerA);
  const before = await rowCounts();
  const answer = await refusal(createClient(actor, tree.partnerA.id, newClient(changes), randomUUID()));
  expect(answer).toEqual({ code: "LOGIN_TAKEN", field });
  expect(await rowCounts()).toEqual(before);
});

describe("the same submission again", () => {
  test("answers as the first one and makes nothing", async () => {
    const actor = await adminOf(tree.partnerA);
    const key = randomUUID();
    const id = await createClient(actor, tree.partnerA.id, newClient(), key);
    const before = await rowCounts();
    expect(await createClient(actor, tree.partnerA.id, newClient(), key)).toBe(id);
    expect(await rowCounts()).toEqual(before);
  });

  test("with another company typed into it makes that company", async () => {
    const actor = await adminOf(tree.partnerA);
    const key = randomUUID();
    const first = await createClient(actor, tree.partnerA.id, newClient(), key);
    const other = newClient({ name: "Fabrikam", email: "ann@fabrikam.example" });
    expect(await createClient(actor, tree.partnerA.id, other, key)).not.toBe(first);
  });

  test("after a refusal is checked again", async () => {
    const actor = await adminOf(tree.partnerA);
    const key = randomUUID();
    const taken = await makeUser({ tenant: tree.customerB1, login: "zoe@contoso.example" });
    expect(await refusal(createClient(actor, tree.partnerA.id, newClient(), key))).toMatchObject({
      code: "LOGIN_TAKEN",
    });
    await setColumn("users", taken.id, "login = 'another'");
    expect(await refusal(createClient(actor, tree.partnerA.id, newClient(), key))).toBe("done");
  });

  test("by another user is a submission of their own", async () => {
    const key = randomUUID();
    const first = await createClient(await adminOf(tree.partnerA), tree.partnerA.id, newClient(), key);
    const colleague = await adminOf(tree.partnerA);
    expect(await refusal(createClient(colleague, tree.partnerA.id, newClient(), key))).toEqual({
      code: "NAME_TAKEN",
      field: "name",
    });
    const other = newClient({ name: "Fabrikam", email: "ann@fabrikam.example" });
    expect(await createClient(colleague, tree.partnerA.id, other, key)).not.toBe(first);
  });
});
