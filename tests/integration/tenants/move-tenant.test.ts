import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { tenants } from "@/db/tables";
import { listAuditLines } from "@/lib/audit-log/queries";
import { actorOfSession } from "@/lib/auth/sessions";
import { disableTenant } from "@/lib/tenants/disabling";
import { moveTenant } from "@/lib/tenants/move-tenant";
import { getTenant } from "@/lib/tenants/queries";
import { openSessionFor } from "../../support/account";
import { tenantTables } from "../../support/every-table";
import {
  actorFor,
  makeTenant,
  makeUser,
  REQUEST,
  type TestTenant,
  type TestUser,
  useTree,
  useUser,
} from "../../support/factories";
import { refusal, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const provider = useUser(() => ({ tenant: tree.provider }));

const move = (by: TestUser, what: TestTenant, target: TestTenant) =>
  refusal(moveTenant(actorFor(by), what.id, target.id));
const refused = (code: string) => ({ code, field: "targetId" });

/** Every tenant's path against the one that its parents make. */
async function astray(): Promise<unknown[]> {
  const tables = (await tenantTables()).filter((table) => table.name !== "tenants");
  return asSystem("test", async (tx) => {
    const wrong = rowsOf(
      await tx.execute(
        sql`select c.id from tenants c join tenants p on p.id = c.parent_id where c.path <> p.path || c.id::text`,
      ),
    );
    for (const { name } of tables) {
      wrong.push(
        ...rowsOf(
          await tx.execute(
            sql.raw(
              `select x.tenant_id from ${name} x join tenants t on t.id = x.tenant_id where t.path <> x.tenant_path`,
            ),
          ),
        ),
      );
    }
    return wrong;
  });
}

test("a customer with everything below it is under the other partner, and its users stay signed in", async () => {
  const user = await makeUser({ tenant: tree.unitA1b });
  const before = await makeUser({ tenant: tree.partnerA });
  const after = await makeUser({ tenant: tree.partnerB });
  const session = await openSessionFor(user);
  expect(await move(provider, tree.customerA1, tree.partnerB)).toBe("done");
  expect(await astray()).toEqual([]);
  const path = `${tree.partnerB.path}.${tree.customerA1.id}.${tree.unitA1a.id}.${tree.unitA1b.id}`;
  expect(await actorOfSession(session, REQUEST)).toMatchObject({ userId: user.id, tenantPath: path });
  expect(await refusal(getTenant(actorFor(before), tree.unitA1b.id))).toEqual({ code: "NOT_FOUND" });
  expect(await refusal(getTenant(actorFor(after), tree.unitA1b.id))).toBe("done");
  expect(await move(provider, tree.customerA1, tree.partnerB)).toBe("done");
});

test("moving out of a disabled partner revives no session that began at the moment of its disabling", async () => {
  const user = await makeUser({ tenant: tree.unitA1a });
  await setColumn("tenants", tree.partnerA.id, "disabled_at = now()");
  const session = await openSessionFor(user);
  expect(await move(provider, tree.customerA1, tree.partnerB)).toBe("done");
  expect(await astray()).toEqual([]);
  expect(await actorOfSession(session, REQUEST)).toBeNull();
});

test("a partner moves with its customers, and one goes back to the provider", async () => {
  expect(await move(provider, tree.partnerA, tree.partnerB)).toBe("done");
  expect(await move(provider, tree.customerB1, tree.provider)).toBe("done");
  expect(await astray()).toEqual([]);
  const [unit] = await asSystem("test", (tx) => tx.select().from(tenants).where(sql`id = ${tree.unitA1b.id}`));
  expect(unit?.path.startsWith(`${tree.partnerB.path}.${tree.partnerA.id}.`)).toBe(true);
});

describe("what is refused", () => {
  test.each([
    ["a unit", "unitA1a", "customerA2", "MOVE_TARGET"],
    ["a customer into a customer", "customerA1", "customerA2", "MOVE_TARGET"],
    ["a partner beneath itself", "partnerA", "partnerA", "MOVE_BENEATH_ITSELF"],
    ["a partner into its own customer", "partnerA", "customerA1", "MOVE_TARGET"],
  ] as const)("%s", async (_name, what, target, code) => {
    expect(await move(provider, tree[what], tree[target])).toEqual(refused(code));
    expect(await astray()).toEqual([]);
  });

  test("a partner beneath its own partner", async () => {
    const below = await makeTenant("partner", tree.partnerA);
    expect(await move(provider, tree.partnerA, below)).toEqual(refused("MOVE_BENEATH_ITSELF"));
  });

  test("a disabled or deleted place, or one below it", async () => {
    const below = await makeTenant("partner", tree.partnerB);
    await disableTenant(actorFor(provider), tree.partnerB.id);
    expect(await move(provider, tree.customerA1, tree.partnerB)).toEqual(refused("MOVE_TARGET_DISABLED"));
    expect(await move(provider, tree.customerA1, below)).toEqual(refused("MOVE_TARGET_DISABLED"));
    await asSystem("test", (tx) =>
      tx.execute(sql`update tenants set deleted_at = now() where id = ${tree.partnerB.id}`),
    );
    expect(await move(provider, tree.customerA1, tree.partnerB)).toEqual(refused("MOVE_TARGET"));
  });

  test("a place where the name is taken", async () => {
    await makeTenant("customer", tree.partnerB, "customer A1");
    expect(await move(provider, tree.customerA1, tree.partnerB)).toEqual(refused("MOVE_NAME_TAKEN"));
    expect(await astray()).toEqual([]);
  });

  test("who does not reach both ends, and one's own company", async () => {
    const partner = await makeUser({ tenant: tree.partnerA });
    const other = await makeUser({ tenant: tree.partnerB });
    expect(await move(partner, tree.customerA1, tree.partnerB)).toEqual(refused("MOVE_TARGET"));
    expect(await move(partner, tree.customerA1, { ...tree.partnerB, id: 999_999 })).toEqual(refused("MOVE_TARGET"));
    expect(await move(other, tree.customerA1, tree.partnerB)).toEqual({ code: "NOT_FOUND" });
    expect(await move(partner, tree.partnerA, tree.provider)).toEqual({ code: "OWN_TENANT" });
    const reader = await makeUser({ tenant: tree.provider, role: "readonly_admin" });
    expect(await move(reader, tree.customerA1, tree.partnerB)).toEqual({ code: "FORBIDDEN" });
    expect(await astray()).toEqual([]);
  });
});

test("both ends and the company itself read of it, and neither partner hears the other's name", async () => {
  const [before, after] = [await makeUser({ tenant: tree.partnerA }), await makeUser({ tenant: tree.partnerB })];
  await move(provider, tree.customerA1, tree.partnerB);
  const moves = async (by: TestUser) =>
    (await listAuditLines(actorFor(by), by.tenant.id)).lines.map(({ tenantId, details }) => ({ tenantId, ...details }));
  expect(await moves(before)).toEqual([{ tenantId: tree.partnerA.id, moved: "away" }]);
  expect(await moves(after)).toEqual([{ tenantId: tree.customerA1.id }, { tenantId: tree.partnerB.id, moved: "here" }]);
  expect(await moves(provider)).toContainEqual({ tenantId: tree.provider.id, from: "Partner A", to: "Partner B" });
  await move(provider, tree.customerA1, tree.provider);
  expect(await moves(provider)).toContainEqual({ tenantId: tree.provider.id, moved: "here", from: "Partner B" });
  expect(await moves(after)).toEqual([
    { tenantId: tree.partnerB.id, moved: "away" },
    { tenantId: tree.partnerB.id, moved: "here" },
  ]);
});
