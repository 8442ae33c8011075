import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * Whether a column holds one of some ids. One parameter however many they are, so that Postgres has parsed the query before;
 * Drizzle's inArray makes another query of every number of them. Where the column is a key, don't also name the tenant:
 * for a prepared query Postgres takes every tenant for one of average size, and would read all of a large one instead.
 */
export function isAnyOf(column: PgColumn, ids: readonly number[]): SQL<boolean> {
  return sql<boolean>`${column} = any(${`{${ids.join(",")}}`}::bigint[])`;
}
