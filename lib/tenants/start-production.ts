import { eq, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { tenants } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { auditTenant, lockChangeableTenant } from "./lock-changeable-tenant";

/**
 * J8: ends a customer's trial; there is no way back. Doing it twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, OWN_TENANT. Nothing has changed then.
 */
export async function startProduction(actor: Actor, tenantId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const tenant = await lockChangeableTenant(tx, actor, "tenant.start_production", tenantId);
    if (tenant.mode !== "trial") return;
    await tx
      .update(tenants)
      .set({ mode: "production", version: sql`${tenants.version} + 1` })
      .where(eq(tenants.id, tenant.id));
    await auditTenant(tx, actor, "tenant.start_production", tenant);
  });
}
