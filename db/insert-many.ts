import { getTableColumns, type InferInsertModel, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from ".";
import { rowsOf } from "./rows";

/**
 * Inserts rows that all name the same columns, with one parameter however many they are. Drizzle's own way makes a parameter of
 * every value: for a thousand users, half a second of the event loop for each table.
 * @param more what follows: ON CONFLICT, RETURNING.
 */
export async function insertMany<Table extends PgTable, Row extends Record<string, unknown>>(
  tx: Transaction,
  table: Table,
  values: readonly InferInsertModel<Table>[],
  more: SQL = sql``,
): Promise<Row[]> {
  const [first] = values;
  if (!first) return [];
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in first);
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  const rows = (values as readonly Record<string, unknown>[]).map((row) =>
    Object.fromEntries(columns.map(([key, column]) => [column.name, row[key] ?? null])),
  );
  const result = await tx.execute(sql`insert into ${table} (${names})
    select ${names} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::text::jsonb) ${more}`);
  return rowsOf<Row>(result);
}
