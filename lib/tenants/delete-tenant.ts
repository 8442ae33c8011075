import { sql } from "drizzle-orm";
import { rowsOf } from "@/db";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { assertMayChange } from "@/lib/users/policy";
import { changeTree } from "./change-tree";
import { auditTenant, lockChangeableTenant } from "./lock-changeable-tenant";
import { isSameName } from "./schema";

/**
 * J8: deletes a disabled tenant with everything below it. It can be recovered for 30 days; its logins stay taken that long.
 * @param typedName what the actor typed to confirm: the tenant's name.
 * @returns the id of the tenant above, from where it can be recovered.
 * @throws AppError NOT_FOUND, FORBIDDEN, OWN_TENANT, TENANT_NOT_DISABLED, NAME_DIFFERS (name), BUSY. Nothing has changed then.
 */
export async function deleteTenant(actor: Actor, tenantId: number, typedName: string): Promise<number> {
  assertMayChange(actor);
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
