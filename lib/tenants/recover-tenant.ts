import { sql } from "drizzle-orm";
import { foundNothing, uniqueViolation } from "@/db/violations";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { assertMayChange } from "@/lib/users/policy";
import { changeTree } from "./change-tree";
import { auditTenant, lockChangeableTenant } from "./lock-changeable-tenant";

/**
 * J8: brings a deleted tenant back within 30 days, with everything that went with it, disabled as it was.
 * @param name its own, or another one where that has been given away meanwhile.
 * @throws AppError NOT_FOUND, also for one that went along with another; FORBIDDEN, RECOVERY_OVER, NAME_TAKEN (name), BUSY.
 *   Nothing has changed then.
 */
export async function recoverTenant(actor: Actor, tenantId: number, name: string): Promise<void> {
  assertMayChange(actor);
  await changeTree(actor, async (tx) => {
    const tenant = await lockChangeableTenant(tx, actor, "tenant.recover", tenantId);
    if (!tenant.deletedAt) return;
    if (!tenant.recoverable) throw new AppError("RECOVERY_OVER");
    await tx.execute(sql`select recover_tenant(${tenant.id}, ${name})`).catch((error: unknown) => {
      if (uniqueViolation(error) === "tenants_name_per_parent") throw new AppError("NAME_TAKEN", "name");
      throw foundNothing(error) ? new AppError("NOT_FOUND") : error;
    });
    await auditTenant(tx, actor, "tenant.recover", tenant, name === tenant.name ? {} : { name });
  });
}
