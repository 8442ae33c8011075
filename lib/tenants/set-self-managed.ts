import { eq, sql } from "drizzle-orm";
import { tenants } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";
import { changeTree } from "./change-tree";
import { auditTenant, lockChangeableTenant } from "./lock-changeable-tenant";

/**
 * Makes a customer look after itself, or lets those above in again. Closed, they see its properties, quota and usage but none
 * of its users, units and what they do. Closing is for them and for the customer; opening is for the customer alone.
 * @throws AppError NOT_FOUND, also for what is no customer; FORBIDDEN, BUSY. Nothing has changed then.
 */
export async function setSelfManaged(actor: Actor, tenantId: number, selfManaged: boolean): Promise<void> {
  assertCanChange(actor);
  const action = selfManaged ? "tenant.start_self_management" : "tenant.end_self_management";
  await changeTree(actor, async (tx) => {
    const tenant = await lockChangeableTenant(tx, actor, action, tenantId);
    if (tenant.kind !== "customer") throw new AppError("NOT_FOUND");
    if (tenant.selfManaged === selfManaged) return;
    await tx
      .update(tenants)
      .set({ selfManaged, version: sql`${tenants.version} + 1` })
      .where(eq(tenants.id, tenant.id));
    await auditTenant(tx, actor, action, { ...tenant, selfManaged: true });
  });
}
