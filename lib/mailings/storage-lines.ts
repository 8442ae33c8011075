import type { Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { tenants } from "@/db/tables";
import type { StorageLine } from "@/lib/outbox/model";
import type { StorageUse } from "@/lib/quotas/model";
import { storageOfTenants } from "@/lib/quotas/queries";

/** Names and storage of some companies in the given order. Run it as an actor who can look around there. */
export async function storageLines(
  tx: Transaction,
  ids: readonly number[],
): Promise<{ line: StorageLine; use: StorageUse }[]> {
  if (ids.length === 0) return [];
  const [rows, storage] = await Promise.all([
    tx.select({ id: tenants.id, name: tenants.name }).from(tenants).where(isAnyOf(tenants.id, ids)),
    storageOfTenants(tx, ids),
  ]);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return ids.flatMap((id) => {
    const name = names.get(id);
    const use = storage.get(id);
    if (name === undefined || !use) return [];
    const { usedBytes, quotaBytes, overageBytes, measuredAt } = use;
    return { line: { name, usedBytes, quotaBytes, overageBytes, measuredAt }, use };
  });
}
