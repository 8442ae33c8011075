import { eq, sql } from "drizzle-orm";
import { asSystem, rowsOf, type Transaction } from "@/db";
import { tryLock } from "@/db/locks";
import { tenants } from "@/db/tables";
import { audit } from "@/lib/audit/audit";
import { env } from "@/lib/env";

/** Short enough not to hold up anyone else on the embedded database, where one transaction runs at a time. */
const LINES_AT_ONCE = 5000;

/**
 * Removes the lines that are older than AUDIT_RETENTION_DAYS and leaves a line that says how many.
 * @returns how many were removed; 0 as well while another instance is at it.
 */
export async function purgeAuditLog({
  signal,
  batch = LINES_AT_ONCE,
}: {
  signal?: AbortSignal;
  batch?: number;
} = {}): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const removed = await asSystem("audit retention", (tx) => removeBatch(tx, batch));
    total += removed;
    if (removed < batch) break;
  }
  return total;
}

async function removeBatch(tx: Transaction, batch: number): Promise<number> {
  const keptDays = env().AUDIT_RETENTION_DAYS;
  if (!(await tryLock(tx, "purgeAuditLog"))) return 0;
  const result = await tx.execute(sql`select purge_audit_log(${keptDays}::int, ${batch}::int) as removed`);
  const removed = rowsOf<{ removed: number }>(result)[0]?.removed ?? 0;
  const [root] = await tx
    .select({ id: tenants.id, path: tenants.path, name: tenants.name })
    .from(tenants)
    .where(eq(tenants.kind, "root"));
  if (removed > 0 && root) {
    const object = {
      type: "audit_log" as const,
      id: root.id,
      name: root.name,
      tenantId: root.id,
      tenantPath: root.path,
    };
    await audit(tx, "system", "audit_log.purge", object, { removed, keptDays });
  }
  return removed;
}
