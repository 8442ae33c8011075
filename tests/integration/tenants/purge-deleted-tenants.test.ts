import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { submissions, tenants, users } from "@/db/tables";
import { listAuditLines } from "@/lib/audit-log/queries";
import { runDailyJobs } from "@/lib/jobs/daily";
import { deleteTenant, recoverTenant } from "@/lib/tenants/deletion";
import { disableTenant } from "@/lib/tenants/disabling";
import { purgeDeletedTenants } from "@/lib/tenants/purge-deleted-tenants";
import { fillEveryTable, rowsIn, tenantTables } from "../../support/every-table";
import { actorFor, makeTenant, makeUser, type TestTenant, useTree, useUser } from "../../support/factories";
import { auditLines, refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const partner = useUser(() => ({ tenant: tree.partnerA }));

async function deleteSince(tenant: TestTenant, age: string): Promise<void> {
  await disableTenant(actorFor(partner), tenant.id);
  await deleteTenant(actorFor(partner), tenant.id, tenant.name);
  await asSystem("test", (tx) =>
    tx.execute(sql`update tenants set deleted_at = now() - ${age}::interval where deleted_with = ${tenant.id}`),
  );
}

const purged = async () =>
  rowsOf<{ id: number }>(
    await asSystem("test", (tx) =>
      tx.execute(sql`select id::int from tenants where purged_at is not null order by id`),
    ),
  ).map(({ id }) => id);

test("after 30 days nothing of it is left in any table but its row and the audit log, which those above go on reading", async () => {
  await fillEveryTable(Object.values(tree));
  const place = { tenantId: tree.unitA1a.id, tenantPath: tree.unitA1a.path };
  await asSystem("test", (tx) =>
    tx.insert(submissions).values({ purpose: "create_client", userId: partner.id, ...place }),
  );
  await deleteSince(tree.customerA1, "30 days 1 minute");
  await deleteSince(tree.customerA2, "29 days 23 hours");
  const lines = await auditLines();
  expect(await purgeDeletedTenants({ batchSize: 3 })).toBe(4);
  expect(await purged()).toEqual([tree.customerA1, tree.unitA1a, tree.unitA1b, tree.unitA1c].map(({ id }) => id));
  for (const table of await tenantTables()) {
    const rows = (await asSystem("test", (tx) => rowsIn(tx, table))).filter(({ path }) =>
      path.startsWith(tree.customerA1.path),
    );
    const left = { tenants: 4, audit_log: 11 }[table.name] ?? 0;
    expect({ table: table.name, left: rows.length }).toEqual({ table: table.name, left });
  }
  expect((await auditLines()).slice(0, lines.length)).toEqual(lines);
  const seen = await listAuditLines(actorFor(partner), tree.partnerA.id);
  const ofUnit = seen.lines.filter(({ tenantId }) => tenantId === tree.unitA1a.id);
  expect(ofUnit.map(({ tenantName }) => tenantName)).toEqual(["Unit A1a", "Unit A1a"]);
  expect(seen.lines.find(({ event }) => event === "tenant.purge")).toMatchObject({
    objectName: "Customer A1",
    details: { tenantsBelow: 3 },
  });
  expect(await refusal(recoverTenant(actorFor(partner), tree.customerA1.id, "x"))).toEqual({ code: "RECOVERY_OVER" });
  expect(await purgeDeletedTenants()).toBe(0);
  await makeTenant("customer", tree.partnerA, "Customer A1");
});

test("what was deleted on its own before goes along, and keeps nothing back", async () => {
  await deleteSince(tree.unitA1c, "2 days");
  await deleteSince(tree.customerA1, "31 days");
  expect(await purgeDeletedTenants()).toBe(4);
  // Of the two others, which the log never mentions, not even the rows are left.
  expect(await purged()).toEqual([tree.customerA1.id, tree.unitA1c.id]);
});

test("the empty rows go when the log has no more to say about them", async () => {
  await makeUser({ tenant: tree.unitA1a });
  await deleteSince(tree.customerA1, "31 days");
  await purgeDeletedTenants();
  // Units without an entry went immediately; the customer has its own.
  expect(await purged()).toEqual([tree.customerA1.id]);
  await asSystem("test", async (tx) => {
    await tx.execute(sql`alter table audit_log disable trigger user`);
    await tx.execute(sql`delete from audit_log`);
    await tx.execute(sql`alter table audit_log enable trigger user`);
  });
  await purgeDeletedTenants();
  expect(await asSystem("test", (tx) => tx.$count(tenants))).toBe(7);
});

test("it is part of the daily work, and stops when told to", async () => {
  const user = await makeUser({ tenant: tree.unitA1a, login: "free.again" });
  await deleteSince(tree.customerA1, "31 days");
  const stop = new AbortController();
  stop.abort();
  expect(await purgeDeletedTenants({ signal: stop.signal })).toBe(0);
  await runDailyJobs(new AbortController().signal);
  expect(await asSystem("test", (tx) => tx.$count(users, sql`id = ${user.id}`))).toBe(0);
  await makeUser({ tenant: tree.customerB1, login: "free.again" });
});
