import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { quotas } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { QuotaAction } from "@/lib/access/quotas";
import { settleChangedQuota } from "@/lib/notices/settle-quotas";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import { DEFAULT_NOTICE_PERCENT } from "./model";

/**
 * First in the transaction of every change to a quota: keeps measurements waiting until commit, so that none is compared with
 * a quota that is about to go, finds the tenant and asks whether the actor may do this. Those above a self-managed customer may.
 * @returns the tenant and its quota as stored; version 0 where none was ever set.
 * @throws AppError NOT_FOUND, the same for one out of reach and one that never was; FORBIDDEN, QUOTA_OF_UNIT, QUOTA_OWN.
 */
export async function lockQuota(tx: Transaction, actor: Actor, action: QuotaAction, tenantId: number) {
  await tx.execute(sql`select lock_usage()`);
  const tenant = await lockTenant(tx, tenantId, "share", "any");
  assertCan(actor, action, tenant);
  const [stored] = await tx
    .select({
      quotaBytes: quotas.valueBytes,
      overageBytes: quotas.overageBytes,
      noticePercent: quotas.noticePercent,
      version: quotas.version,
    })
    .from(quotas)
    .where(and(eq(quotas.tenantId, tenant.id), eq(quotas.item, "storage")));
  const none = { quotaBytes: null, overageBytes: null, noticePercent: DEFAULT_NOTICE_PERCENT, version: 0 };
  return { tenant, quota: stored ?? none };
}

type LockedQuota = Awaited<ReturnType<typeof lockQuota>>;

/** Writes what changed, counts the change, and notifies administrators of a level that it crosses. */
export async function writeQuota(
  tx: Transaction,
  { tenant, quota }: LockedQuota,
  change: { valueBytes: number | null; overageBytes: number | null } | { noticePercent: number },
): Promise<void> {
  await tx
    .insert(quotas)
    .values({ tenantId: tenant.id, tenantPath: tenant.path, item: "storage", ...change })
    .onConflictDoUpdate({
      target: [quotas.tenantId, quotas.item],
      set: { ...change, version: quota.version + 1, updatedAt: sql`now()` },
    });
  await settleChangedQuota(tx, tenant.id);
}
