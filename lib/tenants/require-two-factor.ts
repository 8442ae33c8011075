import { and, eq, ne } from "drizzle-orm";
import { asActor } from "@/db";
import { tenants } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import { lockTenant } from "./lock-tenant";

/**
 * Settings > Security: requires two-factor authentication of everyone in a tenant, and of a customer's units, or no
 * longer does. Users without it set it up at their next sign-in. Setting what is set already changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF_MANAGED, TWO_FACTOR_INHERITED for a unit, which follows its customer.
 */
export async function requireTwoFactor(actor: Actor, tenantId: number, required: boolean): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const { id, name, path, kind } = await lockTenant(tx, tenantId, "no key update");
    assertCan(actor, "security.change", { path });
    if (kind === "unit") throw new AppError("TWO_FACTOR_INHERITED");
    // `version` stays: it guards the form of name and language, which this change does not touch.
    const changed = await tx
      .update(tenants)
      .set({ requireTwoFactor: required })
      .where(and(eq(tenants.id, id), ne(tenants.requireTwoFactor, required)))
      .returning({ id: tenants.id });
    if (changed.length === 0) return;
    const event = required ? "tenant.require_two_factor" : "tenant.release_two_factor";
    await audit(tx, auditActor(actor), event, { type: "tenant", id, name, tenantId: id, tenantPath: path });
  });
}
