import { sql } from "drizzle-orm";
import fc from "fast-check";
import { asSystem, rowsOf } from "@/db";
import { recordUsage } from "@/lib/quotas/record-usage";
import { cases } from "../../support/drill";
import { makeTenant, makeTree, type TestTenant } from "../../support/factories";
import { emptyDatabase, useTestDatabase } from "../../support/test-database";

useTestDatabase();

type Node = { tenant: TestTenant; parent: number | null; own: { bytes: number; day: number } | null; gone: boolean };
type Total = { usedBytes: number; newestAt: string | null; oldestAt: string | null };

const DAY_MS = 86_400_000;
const dayOf = (day: number) => new Date(Date.UTC(2026, 0, 1) + day * DAY_MS);

/** What every tenant's total should be, by plain addition over the model. */
function expectedTotals(nodes: Node[]): Map<number, Total> {
  const isBelow = (index: number, top: number): boolean => {
    for (let at: number | null = index; at !== null; at = nodes[at]?.parent ?? null) if (at === top) return true;
    return false;
  };
  return new Map(
    nodes.flatMap((node, top): [number, Total][] => {
      if (node.gone) return [];
      const parts = nodes.filter(({ gone, own }, index) => !gone && own && isBelow(index, top)).map(({ own }) => own);
      const days = parts.map((own) => own?.day ?? 0);
      const moment = (day: number) => (parts.length > 0 ? dayOf(day).toISOString() : null);
      return [
        [
          node.tenant.id,
          {
            usedBytes: parts.reduce((sum, own) => sum + (own?.bytes ?? 0), 0),
            newestAt: moment(Math.max(...days)),
            oldestAt: moment(Math.min(...days)),
          },
        ],
      ];
    }),
  );
}

async function storedTotals(): Promise<Map<number, Total>> {
  const rows = await asSystem("test", (tx) =>
    tx.execute(sql`select tenant_id::int as id, used_bytes::float8 as "usedBytes",
      to_char(newest_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "newestAt",
      to_char(oldest_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "oldestAt" from usage_totals`),
  );
  return new Map(rowsOf<Total & { id: number }>(rows).map(({ id, ...total }) => [id, total]));
}

/** As move_tenant() does it: the parent first, then the paths of everything below. */
async function move(tenant: TestTenant, target: TestTenant): Promise<void> {
  await asSystem("test", async (tx) => {
    await tx.execute(sql`update tenants set parent_id = ${target.id} where id = ${tenant.id}`);
    await tx.execute(sql`update tenants t set path = p.path || subpath(t.path, nlevel(o.path) - 1)
      from tenants p, tenants o where p.id = ${target.id} and o.id = ${tenant.id} and t.path <@ o.path`);
  });
}

const place = fc.nat({ max: 30 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("measure" as const),
      at: place,
      bytes: fc.nat(),
      day: fc.nat({ max: 300 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("move" as const), at: place, to: place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), at: place }) },
);

test("whatever is measured, moved and deleted in whatever tree, every total is the plain sum", async () => {
  const shape = fc.array(fc.record({ parent: place, kind: fc.constantFrom("partner", "customer") }), {
    minLength: 3,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(shape, fc.array(step, { minLength: 4, maxLength: 14 }), async (children, steps) => {
      await emptyDatabase();
      const nodes: Node[] = [{ tenant: await makeTenant("root"), parent: null, own: null, gone: false }];
      for (const { parent, kind } of children) {
        const index = parent % nodes.length;
        const above = nodes[index]?.tenant as TestTenant;
        const holds = above.kind === "root" || above.kind === "partner";
        const tenant = await makeTenant(holds ? (kind as "partner") : "unit", above);
        nodes.push({ tenant, parent: index, own: null, gone: false });
      }
      for (const one of steps) await apply(one, nodes);
      expect(await storedTotals()).toEqual(expectedTotals(nodes));
    }),
    { numRuns: cases(10, 250) },
  );
});

type Step =
  | { do: "measure"; at: number; bytes: number; day: number }
  | { do: "move"; at: number; to: number }
  | { do: "delete"; at: number };

async function apply(one: Step, nodes: Node[]): Promise<void> {
  const index = one.at % nodes.length;
  const node = nodes[index];
  if (!node || node.gone) return;
  const below = (top: number) =>
    nodes.flatMap((_node, at) => {
      for (let up: number | null = at; up !== null; up = nodes[up]?.parent ?? null) if (up === top) return [at];
      return [];
    });
  if (one.do === "measure") {
    await recordUsage([{ tenantId: node.tenant.id, bytes: one.bytes, measuredAt: dayOf(one.day) }]);
    if (!node.own || node.own.day < one.day) node.own = { bytes: one.bytes, day: one.day };
  } else if (one.do === "move") {
    const to = one.to % nodes.length;
    const target = nodes[to];
    const movable = ["partner", "customer"].includes(node.tenant.kind);
    if (!target || target.gone || !movable || !["root", "partner"].includes(target.tenant.kind)) return;
    if (below(index).includes(to)) return;
    await move(node.tenant, target.tenant);
    node.parent = to;
  } else if (index !== 0) {
    const subtree = below(index).flatMap((at) => nodes[at] ?? []);
    const ids = subtree.map(({ tenant }) => tenant.id);
    await asSystem("test", (tx) => tx.execute(sql`delete from tenants where id in ${ids}`));
    for (const gone of subtree) gone.gone = true;
  }
}

test("many measurements in one report are added up in one go", async () => {
  const tree = await makeTree();
  await recordUsage(
    [tree.customerA1, tree.unitA1a, tree.unitA1b, tree.customerA2, tree.customerB1].map(({ id }, index) => ({
      tenantId: id,
      bytes: 10 ** index,
      measuredAt: dayOf(index),
    })),
  );
  const totals = await storedTotals();
  expect(totals.get(tree.customerA1.id)).toMatchObject({ usedBytes: 111 });
  expect(totals.get(tree.partnerA.id)).toMatchObject({ usedBytes: 1111, oldestAt: dayOf(0).toISOString() });
  expect(totals.get(tree.provider.id)).toMatchObject({ usedBytes: 11_111, newestAt: dayOf(4).toISOString() });
});

test("taking a tenant's measurements away takes them out of every total above", async () => {
  const tree = await makeTree();
  await recordUsage([
    { tenantId: tree.customerA1.id, bytes: 100, measuredAt: dayOf(1) },
    { tenantId: tree.customerA2.id, bytes: 7, measuredAt: dayOf(2) },
  ]);
  await asSystem("test", (tx) => tx.execute(sql`delete from usages where tenant_id = ${tree.customerA1.id}`));
  const totals = await storedTotals();
  expect(totals.get(tree.customerA1.id)).toEqual({ usedBytes: 0, newestAt: null, oldestAt: null });
  expect(totals.get(tree.provider.id)).toEqual({
    usedBytes: 7,
    newestAt: dayOf(2).toISOString(),
    oldestAt: dayOf(2).toISOString(),
  });
});
