import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";

/** From how many rows on reading a table from end to end is a mistake. Of smaller ones that is the quickest way. */
const LARGE = 5_000;

type Counts = { name: string; large: boolean; scans: number; rows: number }[];

/**
 * What a run reads too much of: tables that are large and read from end to end, and those of which more than `most` rows or entries
 * of indexes are looked at. By the statistics that Postgres itself keeps: whatever the statements are, also inside of functions and policies. Only on Postgres, analysed, and with one connection (`poolSize: 1`), since a connection tells by itself what it did.
 */
export async function readTooMuch(run: () => Promise<unknown>, most: number): Promise<string[]> {
  const before = await counts();
  await run();
  const after = await counts();
  return after.flatMap((table, index) => {
    const was = before[index];
    if (was?.name !== table.name) throw new Error("a table came or went during the run");
    const rows = table.rows - was.rows;
    const scanned = table.large && table.scans > was.scans ? [`${table.name}: from end to end`] : [];
    return rows > most ? [...scanned, `${table.name}: ${rows} rows`] : scanned;
  });
}

/** Each in a transaction of its own: what one did is told at its end, and what is told is read at the beginning of the next. */
async function counts(): Promise<Counts> {
  await asSystem("test", (tx) => tx.execute(sql`select pg_stat_force_next_flush()`));
  const result = await asSystem("test", (tx) =>
    tx.execute(sql`select t.relname as name, c.reltuples > ${LARGE}::int as large, t.seq_scan::int as scans,
        (t.seq_tup_read + (select coalesce(sum(i.idx_tup_read), 0) from pg_stat_user_indexes i where i.relid = t.relid))::int as rows
      from pg_stat_user_tables t join pg_class c on c.oid = t.relid
      where t.schemaname = 'public' order by t.relname`),
  );
  return rowsOf<Counts[number]>(result);
}
