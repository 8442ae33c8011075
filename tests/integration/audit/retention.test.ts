import { sql } from "drizzle-orm";
import { asActor, asSystem } from "@/db";
import { takeLock } from "@/db/locks";
import { auditLog } from "@/db/tables";
import { purgeAuditLog } from "@/lib/audit-log/purge-audit-log";
import { startJobs, stopJobs } from "@/lib/jobs/runner";
import { sqlState } from "../../support/every-table";
import { actorFor, makeUser, useTree } from "../../support/factories";
import { auditLines } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";
import { useTestEnv } from "../../support/test-env";

useTestDatabase();

const tree = useTree();
afterEach(() => useTestEnv());

/** A line of each of these ages in days. */
async function writeAged(...ages: number[]): Promise<void> {
  const { id: tenantId, path: tenantPath } = tree.customerA1;
  await asSystem("test", async (tx) => {
    for (const days of ages) {
      await tx.insert(auditLog).values({
        at: sql`now() - make_interval(days => ${days}::int)`,
        event: "user.create",
        tenantId,
        tenantPath,
        objectType: "user",
        objectId: "1",
        objectName: String(days),
      });
    }
  });
}

const kept = async () =>
  (await auditLines()).filter(({ event }) => event === "user.create").map(({ objectName }) => Number(objectName));
const asOwner = (statement: ReturnType<typeof sql>) => asSystem("test", (tx) => tx.execute(statement)).catch(sqlState);

test("lines older than the configured time go, the others stay, and a line says how many went", async () => {
  await writeAged(400, 181, 179, 31, 0);
  expect(await purgeAuditLog()).toBe(2);
  expect(await kept()).toEqual([179, 31, 0]);
  expect((await auditLines()).at(-1)).toMatchObject({
    event: "audit_log.purge",
    tenantId: tree.provider.id,
    actorLogin: null,
    requestId: null,
    details: { removed: 2, keptDays: 180 },
  });
  expect(await purgeAuditLog()).toBe(0);
  expect(await auditLines()).toHaveLength(4);
  useTestEnv({ AUDIT_RETENTION_DAYS: "30" });
  expect(await purgeAuditLog()).toBe(2);
  expect(await kept()).toEqual([0]);
});

test("many lines go in pieces; a signal stops between two of them", async () => {
  await writeAged(...Array.from({ length: 10 }, () => 200));
  const stop = new AbortController();
  stop.abort();
  expect(await purgeAuditLog({ signal: stop.signal, batch: 3 })).toBe(0);
  expect(await purgeAuditLog({ batch: 3 })).toBe(10);
  const removed = (await auditLines()).map(({ details }) => details.removed);
  expect(removed).toEqual([3, 3, 3, 1]);
});

test("the server does it when it starts", async () => {
  await writeAged(200, 1);
  await startJobs();
  while ((await kept()).length > 1) await new Promise((resolve) => setTimeout(resolve, 20));
  await stopJobs();
  expect(await kept()).toEqual([1]);
});

test.each([29, 1, 0, -1, null])("to keep lines for %j days is refused, and nothing goes", async (days) => {
  await writeAged(400, 35, 29);
  expect(await asOwner(sql`select purge_audit_log(${days}::int, 100)`)).toBe("22023");
  expect(await kept()).toEqual([400, 35, 29]);
});

test("no one deletes an old entry without the function", async () => {
  await writeAged(400);
  expect(await asOwner(sql`delete from audit_log`)).toBe("42501");
  expect(await asOwner(sql`with done as (select purge_audit_log(500, 1)) delete from audit_log using done`)).toBe(
    "42501",
  );
  const afterwards = asSystem("test", async (tx) => {
    await tx.execute(sql`select purge_audit_log(500, 1)`);
    await tx.execute(sql`delete from audit_log`);
  });
  expect(await afterwards.catch(sqlState)).toBe("42501");
  expect(await kept()).toEqual([400]);
});

test("even who sets the function's own setting by hand removes no line of the last 30 days", async () => {
  await writeAged(29);
  const byHand = asSystem("test", async (tx) => {
    await tx.execute(sql`select set_config('backstay.purge_before', 'infinity', true)`);
    await tx.execute(sql`delete from audit_log`);
  });
  expect(await byHand.catch(sqlState)).toBe("42501");
  expect(await kept()).toEqual([29]);
});

test("portal_app may neither call the function nor delete with its setting", async () => {
  await writeAged(400);
  const admin = actorFor(await makeUser({ tenant: tree.provider }));
  const call = asActor(admin, (tx) => tx.execute(sql`select purge_audit_log(180, 100)`));
  expect(await call.catch(sqlState)).toBe("42501");
  const byHand = asActor(admin, async (tx) => {
    await tx.execute(sql`select set_config('backstay.purge_before', 'infinity', true)`);
    await tx.execute(sql`delete from audit_log`);
  });
  expect(await byHand.catch(sqlState)).toBe("42501");
  expect(await kept()).toEqual([400]);
});

describeRaces("at once", () => {
  test("two instances remove every old line once and count it once", async () => {
    await writeAged(...Array.from({ length: 40 }, () => 200), 1);
    const counts = await Promise.all([1, 2, 3, 4].map(() => purgeAuditLog({ batch: 5 })));
    // Who finds another one at it leaves the rest to them.
    const total = counts.reduce((sum, count) => sum + count, 0);
    expect(total).toBe(40);
    expect(await kept()).toEqual([1]);
    const told = (await auditLines()).flatMap(({ details }) =>
      typeof details.removed === "number" ? details.removed : [],
    );
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(40);
  });

  test("lines go while usage is being recorded", async () => {
    await writeAged(200, 1);
    await asSystem("test", async (tx) => {
      await takeLock(tx, "usage");
      expect(await purgeAuditLog()).toBe(1);
    });
    expect(await kept()).toEqual([1]);
  });
});
