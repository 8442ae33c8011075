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
 * J8: disables a tenant. No one in it or below it can sign in, sessions end immediately, links don't work and no email
 * goes out. What was disabled below stays marked on its own. Disabling twice changes nothing.
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
 * J8: enables a disabled tenant: users and tenants below that were disabled on their own stay disabled. Quota levels
 * that its storage has crossed since are notified now. Enabling twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, OWN_TENANT, TENANT_ABOVE_DISABLED. Nothing has changed then.
 */
export async function enableTenant(actor: Actor, tenantId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    // Before any row: recording usage takes this lock first, and then the rows of its companies.
    await tx.execute(sql`select lock_usage()`);
    const tenant = await lockChangeableTenant(tx, actor, "tenant.enable", tenantId);
    if (!tenant.disabledAt) return;
    if (!tenant.openAbove) throw new AppError("TENANT_ABOVE_DISABLED");
    // A sign-in at the very moment of disabling left a session that doesn't work. It must not start working now.
    await endSessionsBelow(tx, tenant.id, "tenant_disabled");
    await tx
      .update(tenants)
      .set({ disabledAt: null, version: sql`${tenants.version} + 1` })
      .where(eq(tenants.id, tenant.id));
    await settleReopened(tx, tenant.id);
    await auditTenant(tx, actor, "tenant.enable", tenant);
  });
}
