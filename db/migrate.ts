import { join } from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Connection, Database } from "./client";
import { rowsOf } from "./rows";

/** Any number will do, as long as everybody who migrates a Backstay database takes the same one. */
const MIGRATION_LOCK = 7_232_025;

const migrationFiles = () =>
  readMigrationFiles({ migrationsFolder: join(/* turbopackIgnore: true */ process.cwd(), "db", "migrations") });

const newestKnown = () => migrationFiles().at(-1)?.folderMillis ?? 0;

/** A newer version has changed this database; what this one would write might not fit any more. */
export class DatabaseTooNewError extends Error {
  constructor() {
    super(
      "A newer version of Backstay has upgraded this database. Start that version, or restore the backup that was made " +
        "before the upgrade.",
    );
    this.name = "DatabaseTooNewError";
  }
}

/**
 * Brings the tables up to date: all outstanding migrations in one transaction, so that a failure leaves nothing half-done.
 * Instances that start at once wait for each other. drizzle's own migrator does neither (see docs/decisions/).
 * @throws DatabaseTooNewError when the database knows a migration that this version does not.
 */
export async function migrateToLatest({ db }: Connection): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(sql`create table if not exists drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
    const newest = await newestApplied(tx);
    if (newest > newestKnown()) throw new DatabaseTooNewError();
    for (const migration of migrationFiles().filter(({ folderMillis }) => folderMillis > newest)) {
      for (const statement of migration.sql) await tx.execute(sql.raw(statement));
      await tx.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at)
        values (${migration.hash}, ${migration.folderMillis})`);
    }
  });
}

/** Whether the newest migration of this version is the newest one that the database knows. */
export async function migrationsAreCurrent(db: Database): Promise<boolean> {
  return (await newestApplied(db)) === newestKnown();
}

async function newestApplied(db: Database): Promise<number> {
  const result = await db.execute(sql`select max(created_at)::text as newest from drizzle.__drizzle_migrations`);
  return Number(rowsOf<{ newest: string | null }>(result)[0]?.newest ?? 0);
}
