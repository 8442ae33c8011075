import { eq, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { tenants } from "@/db/tables";
import type { Actor } from "@/lib/auth/actor";
import { endSessionsBelow } from "@/lib/auth/sessions";
import { assertMayChange } from "@/lib/users/policy";
import { auditTenant, lockChangeableTenant } from "./lock-changeable-tenant";

/**
 * J8: disables a tenant. Nobody in it or below it can sign in, sessions end at once, links do not work and no mail goes out.
 * What was disabled below stays marked on its own. Disabling twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, OWN_TENANT. Nothing has changed then.
 */
export async function disableTenant(actor: Actor, tenantId: number): Promise<void> {
  assertMayChange(actor);
  await asActor(actor, async (tx) => {
    const tenant = await lockChangeableTenant(tx, actor, "tenant.disable", tenantId);
    if (tenant.disabledAt) return;
    await tx
      .update(tenants)
      .set({ disabledAt: sql`now()`, version: sql`${tenants.version} + 1` })
      .where(eq(tenants.id, tenant.id));
    const sessions = await endSessionsBelow(tx, tenant.id, "tenant_disabled");
    await auditTenant(tx, actor, "tenant.disable", tenant, { sessions });
  });
}
