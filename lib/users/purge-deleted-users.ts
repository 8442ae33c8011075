import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { takeLock, tryLock } from "@/db/locks";
import { users } from "@/db/tables";
import { audit } from "@/lib/audit/audit";
import { RECOVERY_DAYS } from "@/lib/vocabulary";

/** Few at a time, so that no one waits for a long transaction: a user takes their emails and sessions along. */
const BATCH_SIZE = 100;

type PurgeOptions = {
  batchSize?: number;
  signal?: AbortSignal;
  /** Just this one, without leaving it to another instance. */
  only?: number;
};

/**
 * Permanently deletes the users whose 30 days are over, with everything that was theirs; the audit log keeps its
 * entries and gets one more for each. Of several instances one works at a time, the others leave it to that one.
 * @returns how many were removed.
 */
export async function purgeDeletedUsers(options: PurgeOptions = {}): Promise<number> {
  const { batchSize = BATCH_SIZE, signal, only } = options;
  let total = 0;
  for (let removed = batchSize; removed === batchSize && !signal?.aborted; total += removed) {
    removed = await purgeBatch(batchSize, only);
  }
  return total;
}

async function purgeBatch(limit: number, only?: number): Promise<number> {
  return asSystem("purge users", async (tx) => {
    if (only !== undefined) await takeLock(tx, "purgeUsers");
    else if (!(await tryLock(tx, "purgeUsers"))) return 0;
    const due = await tx
      .select({ id: users.id })
      .from(users)
      .where(
        and(
          lte(users.deletedAt, sql`now() - make_interval(days => ${RECOVERY_DAYS}::int)`),
          only === undefined ? undefined : eq(users.id, only),
        ),
      )
      .orderBy(users.deletedAt)
      .limit(limit)
      .for("update", only === undefined ? { skipLocked: true } : {});
    if (due.length === 0) return 0;
    const ids = due.map(({ id }) => id);
    const gone = await tx
      .delete(users)
      .where(inArray(users.id, ids))
      .returning({ id: users.id, login: users.login, tenantId: users.tenantId, tenantPath: users.tenantPath });
    for (const { id, login, ...place } of gone) {
      await audit(tx, "system", "user.purge", { type: "user", id, name: login, ...place });
    }
    return gone.length;
  });
}
