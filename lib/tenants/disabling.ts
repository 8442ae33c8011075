import { eq, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { tenants } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { endSessionsBelow } from "@/lib/auth/sessions";
import { AppError } from "@/lib/errors";
import { settleReopened } from "@/lib/notices/settle-quotas";
import { auditTenant, lockChangeableTenant } from "./lock-changeable-tenant";

/**
 * J8: disables a tenant. Nobody in it or below it can sign in, sessions end at once, links do not work and no mail goes out.
 * What was disabled below stays marked on its own. Disabling twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, OWN_TENANT. Nothing has changed then.
 */
export async function disableTenant(actor: Actor, tenantId: number): Promise<void> {
  assertCanChange(actor);
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

/**
 * J8: lets a disabled tenant go on as it was: users and tenants below that were disabled on their own stay so. What
 * its storage has passed while it was away is told of now. Enabling twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, OWN_TENANT, TENANT_ABOVE_DISABLED. Nothing has changed then.
 */
export async function enableTenant(actor: Actor, tenantId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    // Before any row: usage is recorded under it, and then asks for the rows of its companies.
    await tx.execute(sql`select lock_usage()`);
    const tenant = await lockChangeableTenant(tx, actor, "tenant.enable", tenantId);
    if (!tenant.disabledAt) return;
    if (!tenant.openAbove) throw new AppError("TENANT_ABOVE_DISABLED");
    // Whoever was signing in at the very moment of disabling holds a session that lets nobody in. It must not come to life now.
    await endSessionsBelow(tx, tenant.id, "tenant_disabled");
    await tx
      .update(tenants)
      .set({ disabledAt: null, version: sql`${tenants.version} + 1` })
      .where(eq(tenants.id, tenant.id));
    await settleReopened(tx, tenant.id);
    await auditTenant(tx, actor, "tenant.enable", tenant);
  });
}
