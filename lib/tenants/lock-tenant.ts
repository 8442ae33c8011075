import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { tenants } from "@/db/tables";
import { AppError } from "@/lib/errors";

/**
 * Looks a tenant up in the transaction's scope and keeps it as it is until commit: whoever would move, disable or delete
 * it waits.
 * @param strength "no key update" lets only one such transaction through at a time: for rules about several of its users.
 * @throws AppError NOT_FOUND, the same for one out of scope and one that never was.
 */
export async function lockTenant(tx: Transaction, tenantId: number, strength: "share" | "no key update" = "share") {
  const [tenant] = await tx
    .select({
      id: tenants.id,
      path: tenants.path,
      kind: tenants.kind,
      name: tenants.name,
      language: tenants.language,
      disabledAt: tenants.disabledAt,
      /** False when it, or a tenant above it, is disabled. */
      open: sql<boolean>`tenant_is_open(${tenants.path})`,
    })
    .from(tenants)
    .where(and(eq(tenants.id, tenantId), isNull(tenants.deletedAt)))
    .for(strength);
  if (!tenant) throw new AppError("NOT_FOUND");
  return tenant;
}
