import { sql } from "drizzle-orm";
import { asSystem, rowsOf, type Transaction } from "@/db";
import { settleQuotas } from "@/lib/notices/settle-quotas";
import type { Measurement, UsageReport } from "./model";

/** How far a service's clock may run ahead of the database's; what it says then counts as measured now. */
const CLOCK_SKEW_MINUTES = 5;

/**
 * Takes what a service has measured: how much each tenant itself uses at a moment, in bytes. Absolute, so that reporting the
 * same twice changes nothing, and an older or equal moment never overwrites a newer one. The totals of all tenants above and
 * the notices to administrators come into being in the same transaction.
 * @returns which tenants were recorded; the others are unknown, or their measurement was older or lies in the future.
 */
export async function recordUsage(measurements: readonly Measurement[]): Promise<UsageReport> {
  if (measurements.length === 0) return { recorded: [], older: [], future: [], unknown: [], notices: 0 };
  return asSystem("record usage", async (tx) => {
    // Before anything else is read, so that no one moves or purges these tenants in between.
    await tx.execute(sql`select lock_usage()`);
    const newest = await newestOfEach(tx, measurements);
    const known = newest.filter(({ path }) => path !== null);
    const present = known.filter(({ future }) => !future);
    const stored = await tx.execute(sql`
      insert into usages (tenant_id, tenant_path, item, used_bytes, measured_at)
      select "tenantId", path::ltree, 'storage', bytes, "measuredAt"
      from jsonb_to_recordset(${JSON.stringify(present)}::jsonb)
        as m ("tenantId" bigint, path text, bytes bigint, "measuredAt" timestamptz)
      order by 1
      on conflict (tenant_id, item) do update
        set used_bytes = excluded.used_bytes, measured_at = excluded.measured_at
        where usages.measured_at < excluded.measured_at
      returning tenant_id::float8 as id`);
    const recorded = rowsOf<{ id: number }>(stored).map(({ id }) => id);
    const written = new Set(recorded);
    const ids = (some: { tenantId: number }[]) => some.map(({ tenantId }) => tenantId);
    return {
      recorded: ids(present.filter(({ tenantId }) => written.has(tenantId))),
      older: ids(present.filter(({ tenantId }) => !written.has(tenantId))),
      future: ids(known.filter(({ future }) => future)),
      unknown: ids(newest.filter(({ path }) => path === null)),
      notices: await settleAbove(
        tx,
        present.filter(({ tenantId }) => written.has(tenantId)),
      ),
    };
  });
}

type Placed = { tenantId: number; bytes: number; measuredAt: string; path: string | null; future: boolean };

/**
 * One measurement per tenant, by the database's clock; `path` is null for a tenant that doesn't exist or no longer
 * does.
 */
async function newestOfEach(tx: Transaction, measurements: readonly Measurement[]): Promise<Placed[]> {
  const given = JSON.stringify(
    measurements.map(({ tenantId, bytes, measuredAt }) => ({ tenantId, bytes, at: measuredAt?.toISOString() ?? null })),
  );
  const rows = await tx.execute(sql`
    select distinct on (m."tenantId") m."tenantId"::float8 as "tenantId", m.bytes::float8 as bytes,
      to_json(least(coalesce(m.at, now()), now())) #>> '{}' as "measuredAt", t.path::text as path,
      coalesce(m.at > now() + make_interval(mins => ${CLOCK_SKEW_MINUTES}::int), false) as future
    from jsonb_to_recordset(${given}::jsonb) as m ("tenantId" bigint, bytes bigint, at timestamptz)
    left join tenants t on t.id = m."tenantId" and t.purged_at is null
    order by m."tenantId", future, m.at desc nulls first`);
  return rowsOf<Placed>(rows);
}

/** Compares the new totals with the quotas of the tenants and of all above them. */
async function settleAbove(tx: Transaction, recorded: Placed[]): Promise<number> {
  const ids = [...new Set(recorded.flatMap(({ path }) => path?.split(".") ?? []))];
  if (ids.length === 0) return 0;
  return settleQuotas(tx, ids);
}
