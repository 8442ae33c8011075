import { and, eq, max, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { quotas, usages } from "@/db/tables";
import type { Actor } from "@/lib/auth/actor";
import { findTenant } from "@/lib/tenants/queries";
import type { StorageUse } from "./schema";

/**
 * The storage quota of a tenant and what it and the tenants below it use.
 * @throws AppError NOT_FOUND, the same for a tenant out of reach and one that never was.
 */
export async function storageOf(actor: Actor, tenantId: number): Promise<StorageUse> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    const [quota] = await tx
      .select({ quotaBytes: quotas.valueBytes, overageBytes: quotas.overageBytes })
      .from(quotas)
      .where(and(eq(quotas.tenantId, tenant.id), eq(quotas.item, "storage")));
    const [usage] = await tx
      .select({
        usedBytes: sql<string>`coalesce(sum(${usages.usedBytes}), 0)`.mapWith(Number),
        measuredAt: max(usages.measuredAt),
      })
      .from(usages)
      .where(and(sql`${usages.tenantPath} <@ ${tenant.path}::ltree`, eq(usages.item, "storage")));
    return {
      quotaBytes: quota?.quotaBytes ?? null,
      overageBytes: quota?.overageBytes ?? null,
      usedBytes: usage?.usedBytes ?? 0,
      includesBelow: actor.access !== "self",
      measuredAt: usage?.measuredAt ?? null,
    };
  });
}
