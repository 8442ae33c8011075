import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { tenants } from "@/db/tables";
import { AppError } from "@/lib/errors";

/**
 * Whether a tenant is a self-managed customer, or in one, below the actor, who then can't see what only its own users
 * see.
 */
export const isInsideHidden = sql<boolean>`${tenants.selfManaged} and actor_meets_self_managed()`;

/**
 * Looks a tenant up in the transaction's scope and keeps it as it is until commit: moving, disabling or deleting it
 * waits.
 * @param strength "no key update" lets only one such transaction through at a time: for rules about several of its
 * users.
 * @param inside "any" for what does not concern users: administrators above a self-managed customer can do that.
 * @throws AppError NOT_FOUND, the same for one out of scope and one that never existed; SELF_MANAGED.
 */
export async function lockTenant(
  tx: Transaction,
  tenantId: number,
  strength: "share" | "no key update" = "share",
  inside: "needed" | "any" = "needed",
) {
  const [tenant] = await tx
    .select({
      id: tenants.id,
      parentId: tenants.parentId,
      path: tenants.path,
      kind: tenants.kind,
      name: tenants.name,
      selfManaged: tenants.selfManaged,
      language: tenants.language,
      disabledAt: tenants.disabledAt,
      /** False when it, or a tenant above it, is disabled. */
      open: sql<boolean>`tenant_is_open(${tenants.path})`,
      insideHidden: isInsideHidden,
    })
    .from(tenants)
    .where(and(eq(tenants.id, tenantId), isNull(tenants.deletedAt)))
    .for(strength);
  if (!tenant) throw new AppError("NOT_FOUND");
  if (tenant.insideHidden && inside === "needed") throw new AppError("SELF_MANAGED");
  return tenant;
}
