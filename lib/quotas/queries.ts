import { and, eq, inArray, sql } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { quotas, tenants, usages } from "@/db/tables";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { findTenant } from "@/lib/tenants/queries";
import { DEFAULT_NOTICE_PERCENT, type StorageUse } from "./schema";

/**
 * The storage quota of a tenant and what it and the tenants below it use.
 * @throws AppError NOT_FOUND, the same for a tenant out of reach and one that never was.
 */
export async function storageOf(actor: Actor, tenantId: number): Promise<StorageUse> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    const storage = (await storageOfTenants(tx, [tenant.id])).get(tenant.id);
    if (!storage) throw new AppError("NOT_FOUND");
    return { ...storage, includesBelow: actor.access !== "self" };
  });
}

/**
 * The same for the tenants of a list, by their ids. Run it in the door of somebody who may look around there; what is out of
 * their reach is missing.
 */
export async function storageOfTenants(
  tx: Transaction,
  tenantIds: readonly number[],
): Promise<Map<number, StorageUse>> {
  if (tenantIds.length === 0) return new Map();
  const used = tx
    .select({
      usedBytes: sql<string>`coalesce(sum(${usages.usedBytes}), 0)`.as("used_bytes"),
      measuredAt: sql<Date | null>`max(${usages.measuredAt})`.as("measured_at"),
      oldestAt: sql<Date | null>`min(${usages.measuredAt})`.as("oldest_at"),
    })
    .from(usages)
    .where(and(sql`${usages.tenantPath} <@ ${tenants.path}`, eq(usages.item, "storage")))
    .as("used");
  const rows = await tx
    .select({
      id: tenants.id,
      kind: tenants.kind,
      quotaBytes: quotas.valueBytes,
      overageBytes: quotas.overageBytes,
      usedBytes: sql`${used.usedBytes}`.mapWith(Number),
      measuredAt: sql`${used.measuredAt}`.mapWith(usages.measuredAt),
      oldestAt: sql`${used.oldestAt}`.mapWith(usages.measuredAt),
    })
    .from(tenants)
    .leftJoin(quotas, and(eq(quotas.tenantId, tenants.id), eq(quotas.item, "storage")))
    .leftJoinLateral(used, sql`true`)
    .where(inArray(tenants.id, [...tenantIds]));
  return new Map(
    rows.map(({ id, kind, ...row }): [number, StorageUse] => [
      id,
      { ...row, noticePercent: DEFAULT_NOTICE_PERCENT, hard: kind === "customer", includesBelow: true },
    ]),
  );
}
