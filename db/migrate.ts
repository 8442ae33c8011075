import { join } from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Connection, Database } from "./client";
import { codeDigest, declareCode, declaredDigest } from "./code";
import { takeLock } from "./locks";
import { stepCalledBy } from "./migration-steps";
import { rowsOf } from "./rows";

/** The last of the migrations that the baseline took the place of (docs/decisions/0030), by drizzle's timestamp. */
const LAST_BEFORE_BASELINE = 1_795_604_156_402;
/** The last migration of the baseline, and the version that a database must have reached to be taken for it. */
const BASELINE = { lastMigration: 1_795_604_156_404, upgradeThrough: "022e6cb" };

const migrationFiles = () =>
  readMigrationFiles({ migrationsFolder: join(/* turbopackIgnore: true */ process.cwd(), "db", "migrations") });

const newestKnown = () => migrationFiles().at(-1)?.folderMillis ?? 0;

/** A newer version has changed this database; what this one would write might no longer fit. */
export class DatabaseTooNewError extends Error {
  constructor() {
    super(
      "A newer version of Backstay has upgraded this database. Start that version, or restore the backup that was made " +
        "before the upgrade.",
    );
    this.name = "DatabaseTooNewError";
  }
}

/** A version from before the baseline has left this database, and not the last of them: this one cannot tell what is missing. */
export class DatabaseTooOldError extends Error {
  constructor() {
    const { upgradeThrough } = BASELINE;
    super(
      `The database is from a version of Backstay that this one can't upgrade directly. Nothing has been changed. ` +
        `Upgrade in two steps: start the version of commit ${upgradeThrough} once (git checkout ${upgradeThrough} && npm ci ` +
        "&& npm start), stop it when it serves, and then start this version.",
    );
    this.name = "DatabaseTooOldError";
  }
}

/**
 * Brings the database up to date in one transaction, so that a failure leaves nothing half-done: all outstanding
 * migrations, then the code in db/code when it is not this version's. Instances that start at the same time wait for
 * each other. drizzle's own migrator does neither (see docs/decisions/).
 * @throws DatabaseTooNewError when the database knows a migration that this version does not.
 * @throws DatabaseTooOldError when it stopped at a migration that this version no longer has.
 * @throws CollisionsError when this version takes logins or names for the same that were different until now.
 */
export async function migrateToLatest({ db }: Connection): Promise<void> {
  await db.transaction(async (tx) => {
    await takeLock(tx, "migration");
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(sql`create table if not exists drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
    const known = migrationFiles();
    const newest = await acceptBaseline(tx, known, await newestApplied(tx));
    if (newest > newestKnown()) throw new DatabaseTooNewError();
    for (const migration of known.filter(({ folderMillis }) => folderMillis > newest)) {
      for (const statement of migration.sql) {
        const step = stepCalledBy(statement);
        await (step ? step(tx) : tx.execute(sql.raw(statement)));
      }
      await recordMigration(tx, migration);
    }
    await declareCode(tx);
  });
}

type Migration = ReturnType<typeof migrationFiles>[number];

/**
 * A database with all the migrations from before the baseline has the baseline's tables: it gets the baseline's history.
 * @returns the newest migration that it has from then on.
 */
async function acceptBaseline(tx: Database, known: Migration[], newest: number): Promise<number> {
  if (newest === 0 || newest > LAST_BEFORE_BASELINE) return newest;
  if (newest < LAST_BEFORE_BASELINE) throw new DatabaseTooOldError();
  await tx.execute(sql`delete from drizzle.__drizzle_migrations`);
  for (const migration of known.filter(({ folderMillis }) => folderMillis <= BASELINE.lastMigration)) {
    await recordMigration(tx, migration);
  }
  return BASELINE.lastMigration;
}

const recordMigration = (tx: Database, { hash, folderMillis }: Migration) =>
  tx.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`);

/** Whether the newest migration and the code of this version are those that the database has. */
export async function migrationsAreCurrent(db: Database): Promise<boolean> {
  return (await newestApplied(db)) === newestKnown() && (await declaredDigest(db)) === codeDigest();
}

async function newestApplied(db: Database): Promise<number> {
  const result = await db.execute(sql`select max(created_at)::text as newest from drizzle.__drizzle_migrations`);
  return Number(rowsOf<{ newest: string | null }>(result)[0]?.newest ?? 0);
}
