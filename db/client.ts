import { join } from "node:path";
import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { env } from "@/lib/env";
import { makeFolder } from "./data-folder";
import { openEmbedded } from "./embedded";
import { migrateToLatest } from "./migrate";
import { openPostgres } from "./postgres";
import type * as schema from "./tables";

/** One type for both drivers and for the transactions of both. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema, ExtractTablesWithRelations<typeof schema>>;

/** An open database: how to query it, and how to let it go. */
export type Connection = {
  db: Database;
  kind: "embedded" | "postgres";
  close(): Promise<void>;
  /** Another one to the same database, with nothing of this one's; the embedded database has none. */
  again?(): Connection;
};

// Next bundles instrumentation and pages apart, each with its own copy of this module: the connection is shared here.
const registry = globalThis as { [OPEN]?: Promise<Connection> };
const OPEN = Symbol.for("backstay.database");

/**
 * Opens the configured database once a process and brings its tables up to date.
 * @throws DatabaseBusyError when another process holds the embedded database.
 */
export function openDatabase(): Promise<Connection> {
  registry[OPEN] ??= connect().catch((error: unknown) => {
    registry[OPEN] = undefined;
    throw error;
  });
  return registry[OPEN];
}

/** Uses a connection that is open already, in place of the configured one. For tests. */
export function useConnection(connection: Connection): void {
  registry[OPEN] = Promise.resolve(connection);
}

/**
 * After a lost connection: goes on with new ones. postgres.js can leave a connection that broke in mid-write in a state
 * in which it never sends again (porsager/postgres#1208), so none of the pool is trusted any longer. What still runs
 * may finish.
 * @param broken what was lost, so that many who lost the same replace it once; whatever is open when left out.
 */
export async function renewDatabase(broken?: Connection): Promise<void> {
  const open = registry[OPEN];
  const connection = await open;
  if (!connection?.again || (broken && broken !== connection) || registry[OPEN] !== open) return;
  registry[OPEN] = Promise.resolve(connection.again());
  await connection.close().catch(() => undefined);
}

/** Finishes running queries, closes the database and frees its lock. Does nothing when none is open. */
export async function closeDatabase(): Promise<void> {
  const open = registry[OPEN];
  registry[OPEN] = undefined;
  await (await open)?.close();
}

async function connect(): Promise<Connection> {
  const { DATABASE_URL, DATABASE_POOL_SIZE, DATA_DIR } = env();
  if (!DATABASE_URL) return openEmbedded(embeddedFolder(DATA_DIR), { prepare: migrateToLatest });
  const connection = openPostgres(DATABASE_URL, DATABASE_POOL_SIZE);
  try {
    await migrateToLatest(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return connection;
}

function embeddedFolder(dataDir: string): string {
  makeFolder(dataDir);
  return join(dataDir, "database");
}

/** Whether the start has opened a database, or is about to. */
export function databaseIsOpen(): boolean {
  return registry[OPEN] !== undefined;
}
