import { asSystem } from "@/db";
import { quotas, usages } from "@/db/tables";
import { storageOf } from "@/lib/quotas/queries";
import { actorFor, makeUser, type TestTenant, useTree } from "../../support/factories";
import { refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();

const GB = 1024 ** 3;
const place = (tenant: TestTenant) => ({ tenantId: tenant.id, tenantPath: tenant.path, item: "storage" as const });
const setQuota = (tenant: TestTenant, valueBytes: number | null, overageBytes: number | null = null) =>
  asSystem("test", (tx) => tx.insert(quotas).values({ ...place(tenant), valueBytes, overageBytes }));
const measure = (tenant: TestTenant, usedBytes: number, day: string) =>
  asSystem("test", (tx) => tx.insert(usages).values({ ...place(tenant), usedBytes, measuredAt: new Date(day) }));

test("nothing set and nothing measured: unlimited, and no figure to show", async () => {
  const actor = actorFor(await makeUser({ tenant: tree.customerA1 }));
  expect(await storageOf(actor, tree.customerA1.id)).toEqual({
    quotaBytes: null,
    overageBytes: null,
    usedBytes: 0,
    includesBelow: true,
    measuredAt: null,
    oldestAt: null,
    noticePercent: 90,
    hard: true,
  });
});

test("the use is that of the tenant and of everything below, nothing beside", async () => {
  const actor = actorFor(await makeUser({ tenant: tree.partnerA }));
  await setQuota(tree.customerA1, 500 * GB, 50 * GB);
  await setQuota(tree.unitA1a, 1 * GB);
  await measure(tree.customerA1, 100 * GB, "2026-11-02");
  await measure(tree.unitA1a, 20 * GB, "2026-11-03");
  await measure(tree.unitA1b, 3 * GB, "2026-11-01");
  await measure(tree.customerA2, 7 * GB, "2026-11-04");
  await measure(tree.customerB1, 5000 * GB, "2026-11-05");
  expect(await storageOf(actor, tree.customerA1.id)).toEqual({
    quotaBytes: 500 * GB,
    overageBytes: 50 * GB,
    usedBytes: 123 * GB,
    includesBelow: true,
    measuredAt: new Date("2026-11-03"),
    oldestAt: new Date("2026-11-01"),
    noticePercent: 90,
    hard: true,
  });
  expect(await storageOf(actor, tree.partnerA.id)).toMatchObject({
    quotaBytes: null,
    hard: false,
    usedBytes: 130 * GB,
  });
});

test("a quota of nothing is not unlimited", async () => {
  const actor = actorFor(await makeUser({ tenant: tree.customerA1 }));
  await setQuota(tree.customerA1, 0);
  expect((await storageOf(actor, tree.customerA1.id)).quotaBytes).toBe(0);
});

test("a sum beyond any single figure stays a number", async () => {
  const actor = actorFor(await makeUser({ tenant: tree.provider }));
  await measure(tree.customerA1, Number.MAX_SAFE_INTEGER, "2026-11-02");
  await measure(tree.customerB1, Number.MAX_SAFE_INTEGER, "2026-11-02");
  expect((await storageOf(actor, tree.provider.id)).usedBytes).toBeCloseTo(2 * Number.MAX_SAFE_INTEGER, -3);
});

test("users who see only their own company get its own part, marked as a part", async () => {
  const actor = actorFor(await makeUser({ tenant: tree.customerA1, role: "backup_user" }));
  await setQuota(tree.customerA1, 500 * GB);
  await measure(tree.customerA1, 100 * GB, "2026-11-02");
  await measure(tree.unitA1a, 20 * GB, "2026-11-03");
  expect(await storageOf(actor, tree.customerA1.id)).toEqual({
    quotaBytes: 500 * GB,
    overageBytes: null,
    usedBytes: 100 * GB,
    includesBelow: false,
    measuredAt: new Date("2026-11-02"),
    oldestAt: new Date("2026-11-02"),
    noticePercent: 90,
    hard: true,
  });
  expect(await refusal(storageOf(actor, tree.unitA1a.id))).toEqual({ code: "NOT_FOUND" });
});

test("above, beside and missing are the same: not found", async () => {
  const actor = actorFor(await makeUser({ tenant: tree.partnerA }));
  for (const id of [tree.provider.id, tree.partnerB.id, tree.customerB1.id, 999_999]) {
    expect(await refusal(storageOf(actor, id))).toEqual({ code: "NOT_FOUND" });
  }
});
