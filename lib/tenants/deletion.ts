import { sql } from "drizzle-orm";
import { rowsOf } from "@/db";
import { foundNothing, uniqueViolation } from "@/db/violations";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";
import { uniqueNameOf } from "@/lib/fields/unique-name";
import { changeTree } from "./change-tree";
import { auditTenant, lockChangeableTenant } from "./lock-changeable-tenant";
import { isSameName } from "./model";

/**
 * J8: deletes a disabled tenant with everything below it. It can be recovered for 30 days; its logins stay taken that long.
 * @param typedName what the actor typed to confirm: the tenant's name.
 * @returns the id of the tenant above, from where it can be recovered.
 * @throws AppError NOT_FOUND, FORBIDDEN, OWN_TENANT, TENANT_NOT_DISABLED, NAME_DIFFERS (name), BUSY. Nothing has changed then.
 */
export async function deleteTenant(actor: Actor, tenantId: number, typedName: string): Promise<number> {
  assertCanChange(actor);
  return changeTree(actor, async (tx) => {
    const tenant = await lockChangeableTenant(tx, actor, "tenant.delete", tenantId);
    if (tenant.parentId === null) throw new AppError("OWN_TENANT");
    if (!tenant.disabledAt) throw new AppError("TENANT_NOT_DISABLED");
    if (!isSameName(typedName, tenant.name)) throw new AppError("NAME_DIFFERS", "name");
    // While it can still be seen: written by the actor, and read by those above.
    const result = await tx.execute(sql`select delete_tenant(${tenant.id}) as gone`);
    const gone = rowsOf<{ gone: number }>(result)[0]?.gone ?? 1;
    await auditTenant(tx, actor, "tenant.delete", tenant, { tenantsBelow: gone - 1 });
    return tenant.parentId;
  });
}

/**
 * J8: brings a deleted tenant back within 30 days, with everything that went with it, disabled as it was.
 * @param name its own, or another one where that has been given away meanwhile.
 * @throws AppError NOT_FOUND, also for one that went along with another; FORBIDDEN, RECOVERY_OVER, NAME_TAKEN (name), BUSY.
 *   Nothing has changed then.
 */
export async function recoverTenant(actor: Actor, tenantId: number, name: string): Promise<void> {
  assertCanChange(actor);
  await changeTree(actor, async (tx) => {
    const tenant = await lockChangeableTenant(tx, actor, "tenant.recover", tenantId);
    if (!tenant.deletedAt) return;
    if (!tenant.recoverable) throw new AppError("RECOVERY_OVER");
    await tx
      .execute(sql`select recover_tenant(${tenant.id}, ${name}, ${uniqueNameOf(name)})`)
      .catch((error: unknown) => {
        if (uniqueViolation(error) === "tenants_name_per_parent") throw new AppError("NAME_TAKEN", "name");
        throw foundNothing(error) ? new AppError("NOT_FOUND") : error;
      });
    await auditTenant(tx, actor, "tenant.recover", tenant, name === tenant.name ? {} : { name });
  });
}
