import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { tenants } from "@/db/tables";
import { AppError } from "@/lib/errors";

/**
 * Looks a tenant up in the transaction's scope and keeps it as it is until commit: whoever would move, disable or delete
 * it waits.
 * @throws AppError NOT_FOUND, the same for one out of scope and one that never was.
 */
export async function lockTenant(tx: Transaction, tenantId: number) {
  const [tenant] = await tx
    .select({
      id: tenants.id,
      path: tenants.path,
      kind: tenants.kind,
      name: tenants.name,
      disabledAt: tenants.disabledAt,
      /** False when it, or a tenant above it, is disabled. */
      open: sql<boolean>`tenant_is_open(${tenants.path})`,
    })
    .from(tenants)
    .where(and(eq(tenants.id, tenantId), isNull(tenants.deletedAt)))
    .for("share");
  if (!tenant) throw new AppError("NOT_FOUND");
  return tenant;
}
