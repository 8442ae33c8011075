import { sql } from "drizzle-orm";
import { asActor } from "@/db";
import { changeQuota } from "@/lib/quotas/change-quota";
import { type ChangeQuotaInput, GIGABYTE as GB, quotaToken } from "@/lib/quotas/model";
import { promisedBelow, quotaVersionOf } from "@/lib/quotas/queries";
import { recordUsage } from "@/lib/quotas/record-usage";
import { setNoticeThreshold } from "@/lib/quotas/set-notice-threshold";
import { sqlState } from "../../support/every-table";
import { actorFor, makeUser, type TestTenant, type TestUser, useTree, useUser } from "../../support/factories";
import { auditLines, refusal, setColumn } from "../../support/inspect";
import { giveQuota, notice, quotaNotices, quotaOf } from "../../support/quotas";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const provider = useUser(() => ({ tenant: tree.provider }));
const partner = useUser(() => ({ tenant: tree.partnerA }));
const customer = useUser(() => ({ tenant: tree.customerA1 }));

const quota = (quotaBytes: number | null, more: Partial<ChangeQuotaInput> = {}): ChangeQuotaInput => ({
  quotaBytes,
  overageBytes: null,
  version: 0,
  ...more,
});
const change = (by: TestUser, tenant: TestTenant, input: ChangeQuotaInput) =>
  refusal(changeQuota(actorFor(by), tenant.id, input));

describe("who may", () => {
  test("of a self-managed customer those above still set it, and find the lines in their own log", async () => {
    await setColumn("tenants", tree.customerA1.id, "self_managed = true");
    expect(await change(partner, tree.customerA1, quota(200 * GB))).toBe("done");
    expect(await refusal(setNoticeThreshold(actorFor(partner), tree.customerA1.id, 70))).toBe("done");
    expect(await quotaOf(tree.customerA1)).toMatchObject({ valueBytes: 200 * GB, noticePercent: 70 });
    const lines = (await auditLines()).map(({ event, tenantId, objectId }) => [event, tenantId, objectId]);
    const ofIt = String(tree.customerA1.id);
    expect(lines.sort()).toEqual(
      ["quota.change", "quota.set_notice"]
        .flatMap((event) => [tree.customerA1, tree.partnerA].map(({ id }) => [event, id, ofIt]))
        .sort(),
    );
    expect(await change(customer, tree.customerA1, quota(null, { version: 2 }))).toEqual({ code: "QUOTA_OWN" });
  });

  test("an administrator above sets it, with a line in the audit log that says from what to what", async () => {
    await giveQuota(tree.customerA1, 100 * GB);
    const input = quota(200 * GB, { overageBytes: 20 * GB, version: 1 });
    expect(await change(partner, tree.customerA1, input)).toBe("done");
    expect(await quotaOf(tree.customerA1)).toMatchObject({
      valueBytes: 200 * GB,
      overageBytes: 20 * GB,
      version: 2,
      noticePercent: 90,
    });
    expect(await auditLines()).toEqual([
      expect.objectContaining({
        event: "quota.change",
        tenantId: tree.customerA1.id,
        actorLogin: partner.login,
        details: {
          storageQuota: { from: 100 * GB, to: 200 * GB },
          storageOverage: { from: null, to: 20 * GB },
        },
      }),
    ]);
  });

  test("where none was ever set, and the provider's own", async () => {
    expect(await change(partner, tree.customerA2, quota(5 * GB))).toBe("done");
    expect(await change(provider, tree.provider, quota(500 * GB))).toBe("done");
    expect(await quotaOf(tree.provider)).toMatchObject({ valueBytes: 500 * GB, version: 1 });
  });

  test("no one their own, no reader, no one from beside or below, and no unit has one", async () => {
    await giveQuota(tree.customerA1, 100 * GB);
    const input = quota(200 * GB, { version: 1 });
    const reader = await makeUser({ tenant: tree.partnerA, role: "readonly_admin" });
    const beside = await makeUser({ tenant: tree.partnerB });
    const backup = await makeUser({ tenant: tree.customerA1, role: "protection_admin" });
    expect(await change(customer, tree.customerA1, input)).toEqual({ code: "QUOTA_OWN" });
    expect(await change(partner, tree.partnerA, quota(1))).toEqual({ code: "QUOTA_OWN" });
    expect(await change(reader, tree.customerA1, input)).toEqual({ code: "FORBIDDEN" });
    expect(await change(backup, tree.customerA1, input)).toEqual({ code: "FORBIDDEN" });
    expect(await change(beside, tree.customerA1, input)).toEqual({ code: "NOT_FOUND" });
    expect(await change(customer, tree.partnerA, input)).toEqual({ code: "NOT_FOUND" });
    expect(await change(partner, { ...tree.customerA1, id: 999_999 }, input)).toEqual({ code: "NOT_FOUND" });
    expect(await change(partner, tree.unitA1a, quota(1))).toEqual({ code: "QUOTA_OF_UNIT" });
    expect(await quotaOf(tree.customerA1)).toMatchObject({ valueBytes: 100 * GB, version: 1 });
    expect(await auditLines()).toEqual([]);
  });

  test("the database itself refuses raising one's own", async () => {
    await giveQuota(tree.customerA1, 100);
    const attempt = (by: TestUser, statement: string) =>
      asActor(actorFor(by), (tx) => tx.execute(sql.raw(statement))).then(() => "done", sqlState);
    const { id, path } = tree.customerA1;
    expect(await attempt(customer, `update quotas set value_bytes = 900 where tenant_id = ${id}`)).toBe("42501");
    expect(await attempt(customer, `update quotas set overage_bytes = 900 where tenant_id = ${id}`)).toBe("42501");
    expect(await attempt(customer, `update quotas set level = 0 where tenant_id = ${id}`)).toBe("42501");
    expect(await attempt(customer, `delete from quotas where tenant_id = ${id}`)).toBe("42501");
    expect(await attempt(customer, `update usage_totals set used_bytes = 0 where tenant_id = ${id}`)).toBe("42501");
    expect(await attempt(customer, `update quotas set notice_percent = 80 where tenant_id = ${id}`)).toBe("done");
    expect(await attempt(partner, `update quotas set value_bytes = 900 where tenant_id = ${id}`)).toBe("done");
    const insert = `insert into quotas (tenant_id, tenant_path, item, value_bytes) values`;
    const own = tree.partnerA;
    expect(await attempt(partner, `${insert} (${own.id}, '${own.path}', 'storage', 1)`)).toBe("42501");
    expect(await attempt(customer, `select settle_changed_quota(${own.id})`)).toBe("P0002");
    expect(await attempt(customer, `select settle_quotas(array[${id}], false)`)).toBe("42501");
    expect(path).not.toBe(own.path);
  });

  test("only customers have an overage", async () => {
    const input = quota(100, { overageBytes: 5 });
    expect(await change(provider, tree.partnerA, input)).toEqual({ code: "QUOTA_NO_OVERAGE", field: "overageAmount" });
    expect(await quotaOf(tree.partnerA)).toBeUndefined();
  });
});

describe("two editors", () => {
  test("the second sees what the first has set, and can then set theirs knowingly", async () => {
    await giveQuota(tree.customerA1, 100);
    expect(await change(partner, tree.customerA1, quota(200, { version: 1 }))).toBe("done");
    expect(await change(provider, tree.customerA1, quota(300, { version: 1 }))).toMatchObject({
      code: "VERSION_CONFLICT",
    });
    expect(await quotaOf(tree.customerA1)).toMatchObject({ valueBytes: 200 });
    expect(await change(provider, tree.customerA1, quota(300, { version: 2 }))).toBe("done");
    expect(await quotaVersionOf(actorFor(provider), tree.customerA1.id)).toBe(3);
  });

  test("setting what is there already changes nothing, whatever the version", async () => {
    await giveQuota(tree.customerA1, 100);
    expect(await change(partner, tree.customerA1, quota(100, { version: 7 }))).toBe("done");
    expect(await quotaOf(tree.customerA1)).toMatchObject({ version: 1 });
    expect(await auditLines()).toEqual([]);
  });
});

describe("below what is used", () => {
  beforeEach(async () => {
    await giveQuota(tree.customerA1, 1000);
    await recordUsage([{ tenantId: tree.unitA1a.id, bytes: 600 }]);
  });
  const warning = (used: number, token: string) => ({
    code: "QUOTA_BELOW_USE",
    field: "confirmed",
    values: { used, token },
  });

  test("is asked first, with the figures, and done once confirmed", async () => {
    const input = quota(500, { version: 1 });
    expect(await change(partner, tree.customerA1, input)).toEqual(warning(600, "500"));
    expect(await quotaOf(tree.customerA1)).toMatchObject({ valueBytes: 1000, version: 1 });
    expect(await change(partner, tree.customerA1, { ...input, confirmed: "500" })).toBe("done");
    expect(await quotaOf(tree.customerA1)).toMatchObject({ valueBytes: 500, level: 3 });
    expect(await quotaNotices()).toEqual(notice("quota_exceeded", tree.customerA1, partner, customer));
  });

  test("an answer to another value confirms nothing", async () => {
    const confirmed = quotaToken(quota(500));
    expect(await change(partner, tree.customerA1, quota(400, { version: 1, confirmed }))).toEqual(warning(600, "400"));
    const other = quota(500, { version: 1, confirmed, overageBytes: 50 });
    expect(await change(partner, tree.customerA1, other)).toEqual(warning(600, "500+50"));
  });

  test("exactly what is used, more, and unlimited need no answer", async () => {
    expect(await change(partner, tree.customerA1, quota(600, { version: 1 }))).toBe("done");
    expect(await change(partner, tree.customerA1, quota(null, { version: 2 }))).toBe("done");
  });
});

describe("levels follow the quota", () => {
  const told = async () => (await quotaNotices()).map((line) => line.split(" ")[0]);

  test("raising it makes room, and filling that causes a new notice", async () => {
    await giveQuota(tree.customerA2, 1000);
    await recordUsage([{ tenantId: tree.customerA2.id, bytes: 950 }]);
    await change(partner, tree.customerA2, quota(1040, { version: 1 }));
    expect(await quotaOf(tree.customerA2)).toMatchObject({ level: 1 });
    await change(partner, tree.customerA2, quota(2000, { version: 2 }));
    expect(await quotaOf(tree.customerA2)).toMatchObject({ level: 0 });
    await recordUsage([{ tenantId: tree.customerA2.id, bytes: 1900 }]);
    expect(await told()).toEqual(["quota_almost_reached", "quota_almost_reached"]);
  });

  test("so they do a threshold, which the tenant's own administrators may set", async () => {
    await giveQuota(tree.customerA1, 1000);
    await recordUsage([{ tenantId: tree.customerA1.id, bytes: 700 }]);
    const set = (by: TestUser, tenant: TestTenant, percent: number) =>
      refusal(setNoticeThreshold(actorFor(by), tenant.id, percent));
    expect(await set(customer, tree.customerA1, 70)).toBe("done");
    expect(await set(customer, tree.customerA1, 70)).toBe("done");
    expect(await quotaOf(tree.customerA1)).toMatchObject({ noticePercent: 70, level: 1, version: 2, valueBytes: 1000 });
    expect(await told()).toEqual(["quota_almost_reached", "quota_almost_reached"]);
    expect((await auditLines()).map(({ event, details }) => ({ event, details }))).toEqual([
      { event: "quota.set_notice", details: { noticePercent: { from: 90, to: 70 } } },
    ]);
    const reader = await makeUser({ tenant: tree.customerA1, role: "readonly_admin" });
    expect(await set(reader, tree.customerA1, 50)).toEqual({ code: "FORBIDDEN" });
    expect(await set(customer, tree.customerA2, 50)).toEqual({ code: "NOT_FOUND" });
    expect(await set(customer, tree.unitA1a, 50)).toEqual({ code: "QUOTA_OF_UNIT" });
    // Where no quota was ever set there is a threshold all the same, for the day on which one is.
    expect(await set(partner, tree.partnerA, 50)).toBe("done");
    expect(await quotaOf(tree.partnerA)).toMatchObject({ noticePercent: 50, valueBytes: null });
  });
});

test("what is promised: the nearest limited quotas below, the unlimited ones counted apart", async () => {
  await giveQuota(tree.partnerA, 1000);
  await giveQuota(tree.customerA1, 400);
  await giveQuota(tree.unitA1a, 77);
  await giveQuota(tree.customerA2, null);
  await giveQuota(tree.customerB1, 30);
  const promised = (by: TestUser, tenant: TestTenant) => promisedBelow(actorFor(by), tenant.id);
  // Partner A counts for all below it; partner B has no limit, so its customer is looked at; customer C has none
  // either.
  expect(await promised(provider, tree.provider)).toEqual({ bytes: 1030, limited: 2, unlimited: 2 });
  expect(await promised(partner, tree.partnerA)).toEqual({ bytes: 400, limited: 1, unlimited: 1 });
  expect(await promised(customer, tree.customerA1)).toEqual({ bytes: 0, limited: 0, unlimited: 0 });
  expect(await refusal(promisedBelow(actorFor(partner), tree.partnerB.id))).toEqual({ code: "NOT_FOUND" });
});
