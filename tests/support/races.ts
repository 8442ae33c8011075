import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";

/**
 * Brings two transactions to the same row in a known order (Postgres only): holds a user's row, starts something that
 * has to wait for it, changes the row once it is seen waiting, and lets go.
 * @param change assignments for the row. @param also one more statement of the same transaction.
 * @returns the result of what waited. Fails if it doesn't wait.
 */
export async function whileLocked<T>(userId: number, start: () => Promise<T>, change: string, also = ""): Promise<T> {
  let waiting: Promise<T> | undefined;
  await asSystem("test", async (tx) => {
    await tx.execute(sql`select from users where id = ${userId} for update`);
    waiting = start();
    // Looked at below: an error before that must not end the process.
    waiting.catch(() => {});
    await someoneWaits();
    await tx.execute(sql.raw(`update users set ${change} where id = ${userId}`));
    if (also) await tx.execute(sql.raw(also));
  });
  if (!waiting) throw new Error("nothing was started");
  return waiting;
}

async function someoneWaits(): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    const waiting = await asSystem("test", (tx) =>
      tx.execute(sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`),
    );
    if (rowsOf(waiting).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("nobody waits for the row: the lock that this test is about is missing");
}
