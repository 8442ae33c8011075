import { inArray, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { emails } from "@/db/tables";
import { UNSENT_DAYS } from "./model";

/** Few at a time, so that no delivery waits for a long transaction. */
const BATCH_SIZE = 1000;

/**
 * Removes old reports and recaps, after as many days as unsent emails are shown: they come every month and every day
 * for everyone, hold the figures of whole companies, and would fill the outbox.
 * @returns how many are gone.
 */
export async function purgeMailings({ signal }: { signal?: AbortSignal } = {}): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const gone = await asSystem("purge mailings", (tx) => {
      const old = tx
        .select({ id: emails.id })
        .from(emails)
        .where(sql`${emails.bulk} and ${emails.createdAt} < now() - make_interval(days => ${UNSENT_DAYS}::int)`)
        .limit(BATCH_SIZE);
      return tx.delete(emails).where(inArray(emails.id, old)).returning({ id: emails.id });
    });
    total += gone.length;
    if (gone.length < BATCH_SIZE) break;
  }
  return total;
}
