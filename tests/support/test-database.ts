import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { type Connection, closeDatabase, useConnection as takeConnection } from "@/db/client";
import { openEmbedded } from "@/db/embedded";
import { migrateToLatest } from "@/db/migrate";
import { openPostgres } from "@/db/postgres";
import { rowsOf } from "@/db/rows";
import { resetEnv } from "@/lib/env";

/** True when the tests run on Postgres, where several connections can meet at one row. */
export const ON_POSTGRES = Boolean(process.env.TEST_DATABASE_URL);

/**
 * Gives a test file a migrated database of its own, emptied after each test: in memory, or on the server of
 * TEST_DATABASE_URL. Call it at the top of the file.
 */
export function setUpDatabase(): void {
  let connection: Connection;
  let dataDir: string;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "backstay-test-"));
    Object.assign(process.env, { DATA_DIR: dataDir, LOG_LEVEL: "silent" });
    resetEnv();
    ({ connection, drop } = await openFresh());
    await migrateToLatest(connection);
    takeConnection(connection);
  }, 60_000);

  afterEach(() => emptyTables(connection));

  afterAll(async () => {
    await closeDatabase();
    await drop();
    await rm(dataDir, { recursive: true, force: true });
  });
}

async function openFresh(): Promise<{ connection: Connection; drop: () => Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return { connection: await openEmbedded("memory://"), drop: () => Promise.resolve() };
  const name = `backstay_test_${randomBytes(6).toString("hex")}`;
  const onServer = async (statement: string) => {
    const admin = openPostgres(server, 1);
    await admin.db.execute(sql.raw(statement)).finally(() => admin.close());
  };
  await onServer(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { connection: openPostgres(url.href, 10), drop: () => onServer(`drop database ${name} with (force)`) };
}

async function emptyTables({ db }: Connection): Promise<void> {
  const tables = await db.execute(
    sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const names = rowsOf<{ name: string }>(tables).map((table) => table.name);
  await db.transaction(async (tx) => {
    // The audit log refuses to be emptied, by a trigger that only the owner can switch off.
    await tx.execute(sql`alter table audit_log disable trigger user`);
    await tx.execute(sql.raw(`truncate ${names.join(", ")} restart identity cascade`));
    await tx.execute(sql`alter table audit_log enable trigger user`);
  });
}
