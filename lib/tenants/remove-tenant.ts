import { sql } from "drizzle-orm";
import { foundNothing } from "@/db/violations";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";
import { RECOVERY_DAYS } from "@/lib/vocabulary";
import { changeTree } from "./change-tree";
import { auditTenant, lockChangeableTenant } from "./lock-changeable-tenant";
import { purgeDeletedTenants } from "./purge-deleted-tenants";

/**
 * Permanently deletes a deleted tenant with everything below it before the 30 days are over, which frees its logins: ends the time to
 * recover it, and has the nightly job's verb do the rest now. Should that be cut short, the night completes it.
 * @returns the id of the tenant above.
 * @throws AppError NOT_FOUND, also for one that went along with another; FORBIDDEN, NOT_DELETED, BUSY. Nothing has changed then.
 */
export async function removeTenant(actor: Actor, tenantId: number): Promise<number | null> {
  assertCanChange(actor);
  const parentId = await changeTree(actor, async (tx) => {
    const tenant = await lockChangeableTenant(tx, actor, "tenant.remove", tenantId);
    if (!tenant.deletedAt) throw new AppError("NOT_DELETED");
    await tx.execute(sql`select end_recovery(${tenant.id}, ${RECOVERY_DAYS}::int)`).catch((error: unknown) => {
      throw foundNothing(error) ? new AppError("NOT_FOUND") : error;
    });
    await auditTenant(tx, actor, "tenant.remove", tenant);
    return tenant.parentId;
  });
  await purgeDeletedTenants({ only: tenantId });
  return parentId;
}
