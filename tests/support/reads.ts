import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";

/** From how many rows on reading a table from end to end is a mistake. Of smaller ones that is the quickest way. */
const LARGE = 5_000;

type Counts = { name: string; large: boolean; scans: number; rows: number; blocks: number }[];

/**
 * What a run reads too much of, by the statistics that Postgres itself keeps: whatever its statements are, also inside
 * of functions and policies. Only on Postgres, after ANALYZE, and with one connection (`poolSize: 1`), since a
 * connection reports what it did itself.
 * @param most rows and entries of indexes of one table. @param mostBlocks of one table: an index that is read from end
 * to end for a single entry shows only there.
 * @returns large tables that were read from end to end, and those of which more was looked at.
 */
export async function readTooMuch(
  run: () => Promise<unknown>,
  most: number,
  mostBlocks = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const before = await counts();
  await run();
  const after = await counts();
  return after.flatMap((table, index) => {
    const was = before[index];
    if (was?.name !== table.name) throw new Error("a table came or went during the run");
    const rows = table.rows - was.rows;
    const scanned = table.large && table.scans > was.scans ? [`${table.name}: from end to end`] : [];
    const blocks = table.blocks - was.blocks;
    return [
      ...scanned,
      ...(rows > most ? [`${table.name}: ${rows} rows`] : []),
      ...(blocks > mostBlocks ? [`${table.name}: ${blocks} blocks`] : []),
    ];
  });
}

/**
 * Each in a transaction of its own: what one did is reported at its end, and the report is read at the beginning of the
 * next.
 */
async function counts(): Promise<Counts> {
  await asSystem("test", (tx) => tx.execute(sql`select pg_stat_force_next_flush()`));
  const result = await asSystem("test", (tx) =>
    tx.execute(sql`select t.relname as name, c.reltuples > ${LARGE}::int as large, t.seq_scan::int as scans,
        (t.seq_tup_read + (select coalesce(sum(i.idx_tup_read), 0) from pg_stat_user_indexes i where i.relid = t.relid))::int as rows,
        (b.heap_blks_read + b.heap_blks_hit + coalesce(b.idx_blks_read + b.idx_blks_hit, 0))::int as blocks
      from pg_stat_user_tables t join pg_class c on c.oid = t.relid join pg_statio_user_tables b on b.relid = t.relid
      where t.schemaname = 'public' order by t.relname`),
  );
  return rowsOf<Counts[number]>(result);
}
