import { sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { submissions } from "@/db/tables";

/** A draft names people who may never become users, so it stays only as long as someone may come back to it. */
const DRAFT_DAYS = 1;
const DONE_DAYS = 30;

/** Removes drafts that were never sent, and what is remembered of those that were. */
export async function purgeSubmissions(): Promise<void> {
  await asSystem("purge submissions", (tx) =>
    tx.delete(submissions).where(
      sql`${submissions.createdAt} < now() - case when ${submissions.doneAt} is null
          then make_interval(days => ${DRAFT_DAYS}::int) else make_interval(days => ${DONE_DAYS}::int) end`,
    ),
  );
}
