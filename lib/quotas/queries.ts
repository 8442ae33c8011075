import { and, eq, type SQL, sql } from "drizzle-orm";
import { asActor, rowsOf, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { quotas, tenants, usages, usageTotals } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { AppError } from "@/lib/errors";
import { findTenant } from "@/lib/tenants/queries";
import { DEFAULT_NOTICE_PERCENT, type PromisedStorage, type StorageUse } from "./model";

/**
 * The storage quota of a tenant and what it and the tenants below it use; for users who see only their own company,
 * what that company itself uses.
 * @throws AppError NOT_FOUND, the same for a tenant out of reach and one that never existed.
 */
export async function storageOf(actor: Actor, tenantId: number): Promise<StorageUse> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    const [storage] = await selectStorage(tx, eq(tenants.id, tenant.id), actor.access !== "self");
    if (!storage) throw new AppError("NOT_FOUND");
    return storage.use;
  });
}

/**
 * The same for the tenants of a list, by their ids. Run it as an actor who can look around there; what is out of their
 * reach is missing.
 */
export async function storageOfTenants(
  tx: Transaction,
  tenantIds: readonly number[],
): Promise<Map<number, StorageUse>> {
  if (tenantIds.length === 0) return new Map();
  const rows = await selectStorage(tx, isAnyOf(tenants.id, tenantIds), true);
  return new Map(rows.map(({ id, use }): [number, StorageUse] => [id, use]));
}

async function selectStorage(
  tx: Transaction,
  which: SQL,
  includesBelow: boolean,
): Promise<{ id: number; use: StorageUse }[]> {
  const columns = {
    id: tenants.id,
    kind: tenants.kind,
    quotaBytes: quotas.valueBytes,
    overageBytes: quotas.overageBytes,
    noticePercent: quotas.noticePercent,
  };
  const ofQuota = and(eq(quotas.tenantId, tenants.id), eq(quotas.item, "storage"));
  const rows = includesBelow
    ? await tx
        .select({
          ...columns,
          usedBytes: usageTotals.usedBytes,
          measuredAt: usageTotals.newestAt,
          oldestAt: usageTotals.oldestAt,
        })
        .from(tenants)
        .leftJoin(quotas, ofQuota)
        .leftJoin(usageTotals, and(eq(usageTotals.tenantId, tenants.id), eq(usageTotals.item, "storage")))
        .where(which)
    : await tx
        .select({
          ...columns,
          usedBytes: usages.usedBytes,
          measuredAt: usages.measuredAt,
          oldestAt: usages.measuredAt,
        })
        .from(tenants)
        .leftJoin(quotas, ofQuota)
        .leftJoin(usages, and(eq(usages.tenantId, tenants.id), eq(usages.item, "storage")))
        .where(which);
  return rows.map(({ id, kind, noticePercent, usedBytes, ...row }) => ({
    id,
    use: {
      ...row,
      noticePercent: noticePercent ?? DEFAULT_NOTICE_PERCENT,
      hard: kind === "customer",
      usedBytes: usedBytes ?? 0,
      includesBelow,
    },
  }));
}

/**
 * What a form that changes a quota starts from.
 * @throws AppError NOT_FOUND, FORBIDDEN, QUOTA_OF_UNIT.
 */
export async function quotaVersionOf(actor: Actor, tenantId: number): Promise<number> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "quota.view", tenant);
    const [quota] = await tx
      .select({ version: quotas.version })
      .from(quotas)
      .where(and(eq(quotas.tenantId, tenant.id), eq(quotas.item, "storage")));
    return quota?.version ?? 0;
  });
}

/**
 * What a provider or partner has promised: the quotas of the nearest clients below that have a limited one. A client without
 * a limit is counted apart, and what hangs below it is looked at in its place.
 * @throws AppError NOT_FOUND, FORBIDDEN, QUOTA_OF_UNIT.
 */
export async function promisedBelow(actor: Actor, tenantId: number): Promise<PromisedStorage> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "quota.view", tenant);
    const result = await tx.execute(sql`
      with recursive promised as (
        select t.id, t.kind, t.name, q.value_bytes
        from tenants t left join quotas q on q.tenant_id = t.id and q.item = 'storage'
        where t.parent_id = ${tenant.id} and t.kind in ('partner', 'customer') and t.deleted_at is null
        union all
        select t.id, t.kind, t.name, q.value_bytes
        from promised p
        join tenants t on t.parent_id = p.id
        left join quotas q on q.tenant_id = t.id and q.item = 'storage'
        where p.kind = 'partner' and p.value_bytes is null and t.kind in ('partner', 'customer') and t.deleted_at is null)
      select coalesce(sum(value_bytes), 0)::float8 as bytes,
        count(value_bytes)::int as limited,
        (count(*) - count(value_bytes))::int as unlimited
      from promised`);
    return rowsOf<PromisedStorage>(result)[0] ?? { bytes: 0, limited: 0, unlimited: 0 };
  });
}
