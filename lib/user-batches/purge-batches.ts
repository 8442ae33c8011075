import { sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { userBatches } from "@/db/tables";

/** As long as someone may come back to one that was not started. */
const DRAFT_DAYS = 1;
const DONE_DAYS = 30;

/** Removes batches that were never started, and those that were done a while ago; the audit log says what they did. */
export async function purgeBatches(): Promise<void> {
  await asSystem("purge user batches", (tx) =>
    tx.delete(userBatches).where(
      sql`(${userBatches.startedAt} is null and ${userBatches.createdAt} < now() - make_interval(days => ${DRAFT_DAYS}::int))
        or ${userBatches.finishedAt} < now() - make_interval(days => ${DONE_DAYS}::int)`,
    ),
  );
}
