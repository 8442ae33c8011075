import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { changeQuota } from "@/lib/quotas/change-quota";
import { recordUsage } from "@/lib/quotas/record-usage";
import { moveTenant } from "@/lib/tenants/move-tenant";
import { actorFor, makeTenant, makeUser, type TestTenant, useTree, useUser } from "../../support/factories";
import { refusal } from "../../support/inspect";
import { giveQuota, quotaNotices, quotaOf } from "../../support/quotas";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const partner = useUser(() => ({ tenant: tree.partnerA }));

const measure = ({ id }: TestTenant, bytes: number, second = 0) =>
  recordUsage([{ tenantId: id, bytes, measuredAt: new Date(Date.UTC(2026, 0, 1, 0, 0, second)) }]);

async function totalOf({ id }: TestTenant): Promise<number | undefined> {
  const rows = await asSystem("test", (tx) =>
    tx.execute(sql`select used_bytes::float8 as used from usage_totals where tenant_id = ${id}`),
  );
  return rowsOf<{ used: number }>(rows)[0]?.used;
}

describeRaces("at once", () => {
  test("many measurements of many tenants lose nothing in any total above", async () => {
    const units = [tree.customerA1, tree.unitA1a, tree.unitA1b, tree.unitA1c, tree.customerA2, tree.customerB1];
    await Promise.all(
      units.flatMap((tenant, index) => [1, 2, 3, 4].map((round) => measure(tenant, 10 ** index * round, round))),
    );
    expect(await totalOf(tree.customerA1)).toBe(4444);
    expect(await totalOf(tree.partnerA)).toBe(44_444);
    expect(await totalOf(tree.provider)).toBe(444_444);
  });

  test("the newest of one tenant's measurements counts, in whatever order they arrive", async () => {
    await Promise.all([5, 2, 8, 1, 7, 3, 6, 4].map((second) => measure(tree.customerA1, second * 100, second)));
    expect(await totalOf(tree.customerA1)).toBe(800);
  });

  test("two that cross the line together tell of it once", async () => {
    await giveQuota(tree.customerA1, 1000);
    const customer = await makeUser({ tenant: tree.customerA1 });
    await Promise.all(
      [tree.customerA1, tree.unitA1a, tree.unitA1b, tree.unitA1c].map((tenant) => measure(tenant, 230)),
    );
    expect((await quotaNotices()).sort()).toEqual(
      [customer, partner].map(({ login }) => `quota_almost_reached about Customer A1 to ${login}`).sort(),
    );
  });

  test("a quota lowered while usage is recorded: the crossing causes one notice, and lowering it was confirmed", async () => {
    for (let round = 0; round < 12; round++) {
      const tenant = await makeTenant("customer", tree.partnerA);
      await giveQuota(tenant, 1000);
      const input = { quotaBytes: 500, overageBytes: null, version: 1 };
      const [answer] = await Promise.all([
        refusal(changeQuota(actorFor(partner), tenant.id, input)),
        measure(tenant, 600, round),
      ]);
      const told = (await quotaNotices()).filter((line) => line.includes(`about ${tenant.name} to`));
      if (answer === "done") {
        expect(await quotaOf(tenant)).toMatchObject({ valueBytes: 500, level: 3 });
        expect(told).toEqual([`quota_exceeded about ${tenant.name} to ${partner.login}`]);
      } else {
        expect(answer).toMatchObject({ code: "QUOTA_BELOW_USE", values: { used: 600 } });
        expect(await quotaOf(tenant)).toMatchObject({ valueBytes: 1000, level: 0 });
        expect(told).toEqual([]);
      }
    }
  });

  test("two editors: one gets a conflict", async () => {
    await giveQuota(tree.customerA1, 1000);
    const provider = await makeUser({ tenant: tree.provider });
    const answers = await Promise.all(
      [partner, provider].map((by, index) =>
        refusal(changeQuota(actorFor(by), tree.customerA1.id, { quotaBytes: index, overageBytes: null, version: 1 })),
      ),
    );
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers).toContainEqual(expect.objectContaining({ code: "VERSION_CONFLICT" }));
  });

  test("a company that moves while it is measured counts above its new place and nowhere else", async () => {
    const provider = actorFor(await makeUser({ tenant: tree.provider }));
    for (let round = 1; round <= 8; round++) {
      const to = round % 2 === 1 ? tree.partnerB : tree.partnerA;
      const from = round % 2 === 1 ? tree.partnerA : tree.partnerB;
      await Promise.all([
        moveTenant(provider, tree.customerA1.id, to.id),
        ...[tree.customerA1, tree.unitA1b].map((tenant) => measure(tenant, round * 100, round)),
      ]);
      expect([await totalOf(to), await totalOf(from), await totalOf(tree.provider)]).toEqual([
        round * 200,
        0,
        round * 200,
      ]);
    }
  });
});
