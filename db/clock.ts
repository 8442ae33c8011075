import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Transaction } from "./index";
import { rowsOf } from "./rows";

// Limits, locks and expiries go by the database's clock, because rows hold its times: in statements by now(), elsewhere by what
// is here (docs/decisions/0038). tests/architecture.test.ts lists what may still ask the process for the time.

/** What time the database has, for what SQL can't compare itself. */
export async function databaseNow(tx: Transaction): Promise<Date> {
  const [row] = rowsOf<{ now: string }>(await tx.execute(sql`select to_json(statement_timestamp()) #>> '{}' as now`));
  if (!row) throw new Error("the database did not say what time it is");
  return new Date(row.now);
}

/** Whether a moment is less than some days ago; false where there is none. */
export function isWithinDays(moment: SQLWrapper, days: number): SQL<boolean> {
  return sql<boolean>`coalesce(${moment} > now() - make_interval(days => ${days}::int), false)`;
}
