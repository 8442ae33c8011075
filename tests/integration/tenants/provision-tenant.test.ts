import { asActor, asSystem } from "@/db";
import { eulaVersions, quotas, tenants, userRoles, users } from "@/db/tables";
import { audit, auditActor } from "@/lib/audit/audit";
import { ensureProvider } from "@/lib/clients/ensure-provider";
import { addTenant, provisionTenant } from "@/lib/clients/provision-tenant";
import { type NewTenantInput, newTenantSchema } from "@/lib/clients/schema";
import { AppError } from "@/lib/errors";
import { actorFor, makeTree, makeUser } from "../../support/factories";
import { auditTrail, outbox, refusal, rowCounts, tokensOf } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";
import { useTestEnv } from "../../support/test-env";

useTestDatabase();
afterEach(() => useTestEnv());

function order(changes: Record<string, unknown> = {}, administrator: Record<string, unknown> = {}): NewTenantInput {
  return newTenantSchema.parse({
    kind: "customer",
    name: "Contoso",
    language: "fr",
    mode: "trial",
    quotaBytes: 5 * 1024 ** 3,
    ...changes,
    administrator: { email: "zoe@contoso.example", login: "zoe", language: "de", ...administrator },
  });
}

describe("provisionTenant", () => {
  test("makes tenant, quota, administrator, link, email and audit lines", async () => {
    const tree = await makeTree();
    const { tenantId, userId, login } = await provisionTenant(order());
    expect(login).toBe("zoe");
    const [tenant] = (await asSystem("test", (tx) => tx.select().from(tenants))).filter(({ id }) => id === tenantId);
    expect(tenant).toMatchObject({
      parentId: tree.provider.id,
      path: `${tree.provider.path}.${tenantId}`,
      kind: "customer",
      name: "Contoso",
      mode: "trial",
      language: "fr",
    });
    expect(await asSystem("test", (tx) => tx.select().from(quotas))).toMatchObject([
      { tenantId, item: "storage", valueBytes: 5 * 1024 ** 3 },
    ]);
    expect(await asSystem("test", (tx) => tx.select().from(users))).toMatchObject([
      { id: userId, tenantId, login: "zoe" },
    ]);
    expect(await asSystem("test", (tx) => tx.select().from(userRoles))).toMatchObject([
      { userId, service: "management_portal", role: "company_admin" },
    ]);
    const [token] = await tokensOf(userId, "activation");
    expect(await outbox()).toMatchObject([
      {
        userId,
        template: "activation",
        toAddress: "zoe@contoso.example",
        language: "de",
        payload: { tokenId: token?.id },
      },
    ]);
    expect(await auditTrail()).toEqual(["tenant.create by system", "user.create by system"]);
  });

  test("a partner gets a Partner Administrator and no mode; unlimited is null", async () => {
    await makeTree();
    await provisionTenant(order({ kind: "partner", mode: null, quotaBytes: null }));
    expect(await asSystem("test", (tx) => tx.select().from(userRoles))).toMatchObject([{ role: "partner_admin" }]);
    expect(await asSystem("test", (tx) => tx.select().from(quotas))).toMatchObject([{ valueBytes: null }]);
  });

  test.each([
    ["a name that is taken", order({ name: "cUSTOMER c" }), { code: "NAME_TAKEN", field: "name" }],
    ["a login that is taken", order({}, { login: "TAKEN" }), { code: "LOGIN_TAKEN", field: "login" }],
  ])("%s leaves nothing behind", async (_name, input, expected) => {
    const tree = await makeTree();
    await makeUser({ tenant: tree.customerB1, login: "taken", email: "x@y.example" });
    const before = await rowCounts();
    expect(await refusal(provisionTenant(input))).toEqual(expected);
    expect(await rowCounts()).toEqual(before);
  });

  test("there is nothing to provision below before the provider exists", async () => {
    expect(await refusal(provisionTenant(order()))).toEqual({ code: "NOT_FOUND" });
  });

  test("a failure after the last step takes everything back", async () => {
    const tree = await makeTree();
    const actor = actorFor(await makeUser({ tenant: tree.partnerA }));
    const before = await rowCounts();
    const failing = asActor(actor, async (tx) => {
      await addTenant(tx, auditActor(actor), { ...order(), parentId: tree.partnerA.id });
      throw new AppError("BUSY");
    });
    expect(await refusal(failing)).toEqual({ code: "BUSY" });
    expect(await rowCounts()).toEqual(before);
  });

  test("addTenant works through the door of an actor above, and through no other", async () => {
    const tree = await makeTree();
    const add = async (place: "partnerA" | "partnerB") => {
      const actor = actorFor(await makeUser({ tenant: tree[place] }));
      return asActor(actor, async (tx) => {
        const made = await addTenant(tx, auditActor(actor), { ...order(), parentId: tree.partnerA.id });
        const place = { tenantId: actor.tenantId, tenantPath: actor.tenantPath };
        await audit(tx, auditActor(actor), "tenant.create", { type: "tenant", id: made.tenantId, name: "x", ...place });
        return made;
      });
    };
    await expect(add("partnerB")).rejects.toThrow();
    await expect(add("partnerA")).resolves.toMatchObject({ tenantId: expect.any(Number) });
  });
});

describe("ensureProvider", () => {
  test("on an empty database makes the provider, its administrator and the agreement; afterwards nothing", async () => {
    const first = await ensureProvider();
    expect(first).toEqual({
      created: true,
      administrator: { login: "admin@northwind.example", email: "admin@northwind.example", activated: false },
    });
    const counts = await rowCounts();
    expect(counts).toMatchObject({ tenants: 1, users: 1, tokens: 1, emails: 1, quotas: 1, audit_log: 3 });
    expect(await asSystem("test", (tx) => tx.$count(eulaVersions))).toBe(1);
    expect(await asSystem("test", (tx) => tx.select().from(userRoles))).toMatchObject([{ role: "partner_admin" }]);

    useTestEnv({ PROVIDER_NAME: "Another", PROVIDER_ADMIN_EMAIL: "other@northwind.example" });
    expect(await ensureProvider()).toEqual({ ...first, created: false });
    expect(await rowCounts()).toEqual(counts);
    expect(await asSystem("test", (tx) => tx.$count(eulaVersions))).toBe(1);
  });

  test("an address with signs that a login does not allow gets the login admin", async () => {
    useTestEnv({ PROVIDER_ADMIN_EMAIL: "o'brien@northwind.example" });
    expect(await ensureProvider()).toMatchObject({
      administrator: { login: "admin", email: "o'brien@northwind.example" },
    });
  });

  test("a name that no company may have stops it before anything is made", async () => {
    useTestEnv({ PROVIDER_NAME: "Bell\u0007" });
    await expect(ensureProvider()).rejects.toThrow("PROVIDER_NAME must be");
    expect(await rowCounts()).toMatchObject({ tenants: 0, users: 0, emails: 0 });
  });
});

describeRaces("instances that start at once", () => {
  test("make one provider, one administrator and one email", async () => {
    const results = await Promise.all(Array.from({ length: 6 }, () => ensureProvider()));
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(await rowCounts()).toMatchObject({ tenants: 1, users: 1, tokens: 1, emails: 1, audit_log: 3 });
    expect(await asSystem("test", (tx) => tx.$count(eulaVersions))).toBe(1);
  });

  test("the same order many times at the same time makes one tenant, and the others say which field was taken", async () => {
    await makeTree();
    const results = await Promise.all(Array.from({ length: 6 }, () => refusal(provisionTenant(order()))));
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(results.filter((result) => result !== "done")).toEqual(Array(5).fill({ code: "NAME_TAKEN", field: "name" }));
    expect(await rowCounts()).toMatchObject({ tenants: 12, users: 1, emails: 1 });
  });
});
