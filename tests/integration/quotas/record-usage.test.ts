import { sql } from "drizzle-orm";
import fc from "fast-check";
import { asSystem, rowsOf } from "@/db";
import { QUOTA_LEVELS, quotaLevel } from "@/lib/quotas/model";
import { recordUsage } from "@/lib/quotas/record-usage";
import { deleteTenant, recoverTenant } from "@/lib/tenants/deletion";
import { disableTenant, enableTenant } from "@/lib/tenants/disabling";
import { actorFor, makeUser, type TestTenant, useTree, useUser } from "../../support/factories";
import { outbox, setColumn } from "../../support/inspect";
import { giveQuota, notice, quotaNotices, quotaOf } from "../../support/quotas";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const customer = useUser(() => ({ tenant: tree.customerA1 }));
const partner = useUser(() => ({ tenant: tree.partnerA }));

let minute = 0;
/** Each a minute after the one before. */
const measure = (tenant: TestTenant, bytes: number) =>
  recordUsage([{ tenantId: tenant.id, bytes, measuredAt: new Date(Date.UTC(2026, 0, 1, 0, minute++)) }]);

async function usageOf({ id }: TestTenant) {
  const rows = await asSystem("test", (tx) =>
    tx.execute(
      sql`select used_bytes::float8 as bytes, measured_at <= now() as past from usages where tenant_id = ${id}`,
    ),
  );
  return rowsOf<{ bytes: number; past: boolean }>(rows)[0];
}

describe("what counts", () => {
  const at = (time: string) => new Date(`2026-05-01T${time}Z`);
  const report = (bytes: number, measuredAt: Date) =>
    recordUsage([{ tenantId: tree.customerA1.id, bytes, measuredAt }]);

  test("a newer measurement replaces an older one, an older or equal one never a newer", async () => {
    expect(await report(10, at("10:00"))).toMatchObject({ recorded: [tree.customerA1.id] });
    expect(await report(5, at("09:59"))).toMatchObject({ recorded: [], older: [tree.customerA1.id] });
    expect(await report(6, at("10:00"))).toMatchObject({ recorded: [], older: [tree.customerA1.id] });
    expect(await usageOf(tree.customerA1)).toEqual({ bytes: 10, past: true });
    expect(await report(3, at("10:01"))).toMatchObject({ recorded: [tree.customerA1.id] });
    expect(await usageOf(tree.customerA1)).toEqual({ bytes: 3, past: true });
  });

  test("of several in one report the newest counts", async () => {
    const tenantId = tree.customerA1.id;
    const given = [at("10:00"), at("12:00"), at("11:00")];
    await recordUsage(given.map((measuredAt, bytes) => ({ tenantId, bytes, measuredAt })));
    expect(await usageOf(tree.customerA1)).toMatchObject({ bytes: 1 });
  });

  test("a clock a little ahead counts as now, the future is refused, no time is now", async () => {
    const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    expect(await report(1, ahead(60))).toMatchObject({ recorded: [], future: [tree.customerA1.id] });
    expect(await usageOf(tree.customerA1)).toBeUndefined();
    expect(await report(2, ahead(3))).toMatchObject({ recorded: [tree.customerA1.id] });
    expect(await usageOf(tree.customerA1)).toEqual({ bytes: 2, past: true });
    expect(await recordUsage([{ tenantId: tree.customerA1.id, bytes: 3 }])).toMatchObject({
      recorded: [tree.customerA1.id],
    });
  });

  test("one unknown tenant does not spoil the others' report", async () => {
    const answer = await recordUsage([
      { tenantId: 999_999, bytes: 1 },
      { tenantId: tree.customerA2.id, bytes: 2 },
    ]);
    expect(answer).toMatchObject({ recorded: [tree.customerA2.id], unknown: [999_999] });
  });

  test("what has been purged is unknown", async () => {
    await setColumn("tenants", tree.customerA2.id, "disabled_at = now(), deleted_at = now(), purged_at = now()");
    expect(await measure(tree.customerA2, 2)).toMatchObject({ recorded: [], unknown: [tree.customerA2.id] });
    expect(await usageOf(tree.customerA2)).toBeUndefined();
  });
});

describe("who gets a notice", () => {
  test("administrators of the tenant and of the one above, who turned it on and can sign in", async () => {
    const readonly = await makeUser({ tenant: tree.customerA1, role: "readonly_admin" });
    const quiet = await makeUser({ tenant: tree.customerA1 });
    await setColumn("users", quiet.id, "notifications = '{reports}'");
    await makeUser({ tenant: tree.customerA1, role: "backup_user" });
    await makeUser({ tenant: tree.customerA1, activated: false });
    await makeUser({ tenant: tree.customerA1, disabled: true });
    await makeUser({ tenant: tree.provider });
    await makeUser({ tenant: tree.unitA1a });
    await makeUser({ tenant: tree.customerA2 });
    await giveQuota(tree.customerA1, 1000);
    expect(await measure(tree.unitA1b, 900)).toMatchObject({ notices: 3 });
    expect((await quotaNotices()).sort()).toEqual(
      notice("quota_almost_reached", tree.customerA1, customer, partner, readonly).sort(),
    );
    const [email] = await outbox();
    expect(email?.payload).toEqual({
      tenantId: tree.customerA1.id,
      tenantName: "Customer A1",
      usedBytes: 900,
      quotaBytes: 1000,
      overageBytes: null,
      hard: true,
      measuredAt: expect.stringMatching(/^2026-01-01/),
    });
  });

  test("a quota that fills by what is below concerns each level of the tree once", async () => {
    await giveQuota(tree.customerA1, 1000);
    await giveQuota(tree.partnerA, 1000);
    await measure(tree.customerA1, 1000);
    expect((await quotaNotices()).sort()).toEqual(
      [
        ...notice("quota_reached", tree.customerA1, customer, partner),
        ...notice("quota_reached", tree.partnerA, partner),
      ].sort(),
    );
  });
});

describe("a deleted company", () => {
  test("no one while it is deleted; recovered and enabled, they get it then", async () => {
    await giveQuota(tree.customerA1, 1000);
    await disableTenant(actorFor(partner), tree.customerA1.id);
    await deleteTenant(actorFor(partner), tree.customerA1.id, tree.customerA1.name);
    expect(await measure(tree.unitA1a, 950)).toMatchObject({ recorded: [tree.unitA1a.id], notices: 0 });
    expect(await quotaOf(tree.customerA1)).toMatchObject({ level: 0 });
    await recoverTenant(actorFor(partner), tree.customerA1.id, tree.customerA1.name);
    expect(await quotaNotices()).toEqual([]);
    await enableTenant(actorFor(partner), tree.customerA1.id);
    expect(await quotaOf(tree.customerA1)).toMatchObject({ level: 1 });
    expect((await quotaNotices()).sort()).toEqual(
      notice("quota_almost_reached", tree.customerA1, customer, partner).sort(),
    );
  });
});

describe("once for each crossing", () => {
  const told = async () => (await quotaNotices()).map((line) => line.split(" ")[0]);
  beforeEach(() => setColumn("users", partner.id, "notifications = '{}'"));

  test("up through all levels, each said once, however often it is measured there", async () => {
    await giveQuota(tree.customerA1, 1000, { overageBytes: 250 });
    for (const bytes of [899, 900, 950, 999, 1000, 1100, 1250, 1251, 5000]) await measure(tree.customerA1, bytes);
    expect(await told()).toEqual(["quota_almost_reached", "quota_reached", "quota_exceeded"]);
  });

  test("a jump over several levels causes one notice, for the highest", async () => {
    await giveQuota(tree.customerA1, 1000);
    await measure(tree.customerA1, 4000);
    expect(await told()).toEqual(["quota_exceeded"]);
  });

  test("up and down around the line causes one notice; a real fall and a new crossing another", async () => {
    await giveQuota(tree.customerA1, 1000);
    for (const bytes of [900, 899, 901, 885, 900]) await measure(tree.customerA1, bytes);
    expect(await told()).toEqual(["quota_almost_reached"]);
    for (const bytes of [879, 900]) await measure(tree.customerA1, bytes);
    expect(await told()).toEqual(["quota_almost_reached", "quota_almost_reached"]);
  });

  test("falling back one level and rising again causes another notice", async () => {
    await giveQuota(tree.customerA1, 1000);
    for (const bytes of [1000, 950, 1000]) await measure(tree.customerA1, bytes);
    expect(await told()).toEqual(["quota_reached", "quota_reached"]);
  });

  test("the tenant's own threshold counts", async () => {
    await giveQuota(tree.customerA1, 1000, { noticePercent: 50 });
    for (const bytes of [499, 500, 900]) await measure(tree.customerA1, bytes);
    expect(await told()).toEqual(["quota_almost_reached"]);
  });

  test("a report that is too old notifies no one", async () => {
    await giveQuota(tree.customerA1, 1000);
    await measure(tree.customerA1, 10);
    const tenantId = tree.customerA1.id;
    await recordUsage([{ tenantId, bytes: 5000, measuredAt: new Date("2020-01-01") }]);
    expect(await told()).toEqual([]);
    expect(await quotaOf(tree.customerA1)).toMatchObject({ level: 0 });
  });

  test("a quota that warns only never says that anything stops", async () => {
    await setColumn("users", partner.id, "notifications = '{quota}'");
    await giveQuota(tree.partnerA, 1000);
    await measure(tree.customerA2, 9000);
    expect(await told()).toEqual(["quota_reached"]);
  });

  test("a unit's quota, should there be one, and what is unlimited notify no one", async () => {
    await giveQuota(tree.unitA1a, 10);
    await giveQuota(tree.customerA1, null);
    await measure(tree.unitA1a, 1000);
    expect(await told()).toEqual([]);
  });
});

test("the database and the screens agree on how full a quota is", async () => {
  const bytes = fc.oneof(fc.nat({ max: 2000 }), fc.integer({ min: 0, max: 8_000 * 1024 ** 4 }));
  const fill = fc.record({
    usedBytes: bytes,
    quotaBytes: fc.option(bytes),
    overageBytes: fc.option(bytes),
    noticePercent: fc.integer({ min: 1, max: 99 }),
    hard: fc.boolean(),
  });
  const cases = fc.sample(fill, 500).map((one, n) => ({ ...one, n }));
  const rows = await asSystem("test", (tx) =>
    tx.execute(sql`select storage_level(c."usedBytes", c."quotaBytes", c."overageBytes", c."noticePercent", c.hard) as level
      from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as
        c ("usedBytes" bigint, "quotaBytes" bigint, "overageBytes" bigint, "noticePercent" int, hard boolean, n int)
      order by n`),
  );
  expect(rowsOf<{ level: number }>(rows).map(({ level }) => QUOTA_LEVELS[level])).toEqual(cases.map(quotaLevel));
});
