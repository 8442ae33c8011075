import { and, eq } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { usageTotals } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { changesOf } from "@/lib/audit/model";
import { AppError } from "@/lib/errors";
import { auditTenant } from "@/lib/tenants/lock-changeable-tenant";
import { lockQuota, writeQuota } from "./lock-quota";
import { type ChangeQuotaInput, quotaToken } from "./model";

/**
 * Sets the storage quota of a tenant. One below what is used needs `confirmed`: the token of exactly the quota that was
 * warned about. An unchanged quota changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, QUOTA_OF_UNIT, QUOTA_OWN; QUOTA_NO_OVERAGE (overageAmount) for other than
 * customers; VERSION_CONFLICT (version) with the quota that another user has set since; QUOTA_BELOW_USE (confirmed)
 * with what is used. Nothing has changed then.
 */
export async function changeQuota(actor: Actor, tenantId: number, input: ChangeQuotaInput): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const locked = await lockQuota(tx, actor, "quota.change", tenantId);
    const { tenant, quota } = locked;
    const { quotaBytes, overageBytes } = input;
    if (overageBytes !== null && tenant.kind !== "customer") throw new AppError("QUOTA_NO_OVERAGE", "overageAmount");
    if (quota.quotaBytes === quotaBytes && quota.overageBytes === overageBytes) return;
    if (quota.version !== input.version) {
      const { version } = quota;
      throw new AppError("VERSION_CONFLICT", "version", { version, current: quotaToken(quota) });
    }
    const usedBytes = await usedBy(tx, tenant.id);
    if (quotaBytes !== null && quotaBytes < usedBytes && input.confirmed !== quotaToken(input)) {
      throw new AppError("QUOTA_BELOW_USE", "confirmed", { used: usedBytes, token: quotaToken(input) });
    }
    await writeQuota(tx, locked, { valueBytes: quotaBytes, overageBytes });
    await auditTenant(
      tx,
      actor,
      "quota.change",
      tenant,
      changesOf(
        { storageQuota: quota.quotaBytes, storageOverage: quota.overageBytes },
        { storageQuota: quotaBytes, storageOverage: overageBytes },
      ),
    );
  });
}

async function usedBy(tx: Transaction, tenantId: number): Promise<number> {
  const [total] = await tx
    .select({ usedBytes: usageTotals.usedBytes })
    .from(usageTotals)
    .where(and(eq(usageTotals.tenantId, tenantId), eq(usageTotals.item, "storage")));
  return total?.usedBytes ?? 0;
}
