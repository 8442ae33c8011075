import { sql } from "drizzle-orm";
import { asSystem, rowsOf, type Transaction } from "@/db";

/** Rows that a refused request may leave behind: counters of attempts, which name no one. */
const NOT_COMPARED = ["rate_limits"];
/** Columns that merely using a session writes. */
const NOT_COUNTED = ["last_seen_at"];

/** A row that is not as it was. `userId` is whose it is, or who did it for a line of the audit log. */
export type Change = {
  table: string;
  what: "added" | "changed" | "removed";
  tenantId: number | null;
  userId: number | null;
  row: Record<string, unknown>;
};

type Row = Record<string, unknown>;
type Kept = { sum: string; rows: Map<string, Row> };

let kept = new Map<string, Kept>();

/** Remembers the whole database as it is now. */
export async function keepRows(): Promise<void> {
  await asSystem("test", async (tx) => {
    const sums = await sumsOf(tx);
    const fresh = new Map<string, Kept>();
    for (const [table, sum] of sums) {
      const known = kept.get(table);
      fresh.set(table, known?.sum === sum ? known : { sum, rows: await rowsIn(tx, table) });
    }
    kept = fresh;
  });
}

/** What has changed since. A table whose sum is the same is not read. */
export async function changedRows(): Promise<Change[]> {
  return asSystem("test", async (tx) => {
    const changes: Change[] = [];
    for (const [table, sum] of await sumsOf(tx)) {
      const before = kept.get(table);
      if (before?.sum === sum) continue;
      const now = await rowsIn(tx, table);
      for (const [key, row] of now) {
        const was = before?.rows.get(key);
        if (!was) changes.push(changeOf(table, "added", row));
        else if (JSON.stringify(was) !== JSON.stringify(row)) changes.push(changeOf(table, "changed", row));
      }
      for (const [key, row] of before?.rows ?? []) if (!now.has(key)) changes.push(changeOf(table, "removed", row));
    }
    return changes;
  });
}

function changeOf(table: string, what: Change["what"], row: Row): Change {
  const number = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return {
    table,
    what,
    tenantId: number(table === "tenants" ? row.id : row.tenant_id),
    userId: number(table === "users" ? row.id : table === "audit_log" ? row.actor_user_id : row.user_id),
    row,
  };
}

/** Whether a mail still waits for its delivery, which would change its row later. */
export async function mailIsWaiting(): Promise<boolean> {
  const found = await asSystem("test", (tx) =>
    tx.execute(sql`select exists (select from emails where status in ('queued', 'sending')) as waiting`),
  );
  return rowsOf<{ waiting: boolean }>(found)[0]?.waiting ?? false;
}

let tables: { name: string; key: string[] }[] | undefined;

async function allTables(tx: Transaction) {
  tables ??= rowsOf<{ name: string; key: string[] }>(
    await tx.execute(sql`select c.relname as name, array(
        select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary) as key
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`),
  ).filter(({ name }) => !NOT_COMPARED.includes(name));
  return tables;
}

const jsonOf = `to_jsonb(t) - '{${NOT_COUNTED.join(",")}}'::text[]`;

async function sumsOf(tx: Transaction): Promise<Map<string, string>> {
  const parts = (await allTables(tx)).map(
    ({ name }) => `select '${name}' as name, count(*) || ' ' || coalesce(sum(hashtextextended(
      (${jsonOf})::text, 0))::text, '') as sum from ${name} t`,
  );
  const found = await tx.execute(sql.raw(parts.join(" union all ")));
  return new Map(rowsOf<{ name: string; sum: string }>(found).map(({ name, sum }) => [name, sum]));
}

async function rowsIn(tx: Transaction, name: string): Promise<Map<string, Row>> {
  const key = (await allTables(tx)).find((table) => table.name === name)?.key ?? [];
  const found = rowsOf<{ row: Row }>(await tx.execute(sql.raw(`select ${jsonOf} as row from ${name} t`)));
  return new Map(found.map(({ row }) => [JSON.stringify(key.map((column) => row[column])), row]));
}
