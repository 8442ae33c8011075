import { sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { type Connection, closeDatabase, useConnection } from "@/db/client";
import { openPostgres } from "@/db/postgres";
import { closePasswordPool } from "@/lib/auth/passwords";
import { openMigrated } from "./migrated-embedded";
import { copyOfMigrated } from "./migrated-postgres";
import "./test-env";

/** Set by the jest project "postgres" (jest.config.mjs); every other project tests on PGlite. */
const project = globalThis as { testDatabase?: string };

/** Users count from elsewhere: a test must not pass because user 3 happens to belong to tenant 3. */
const USER_IDS_ELSEWHERE = "perform setval('users_id_seq', 5001, false)";

/** Whether this run of the suite is the one on Postgres. */
export const onPostgres = project.testDatabase === "postgres";

/**
 * `describe` for races: PGlite runs one transaction at a time, so they prove nothing there. The name of the skipped block
 * says so.
 */
export function describeRaces(name: string, tests: () => void): void {
  describeOnPostgres(name, tests, "races show only on Postgres");
}

/** `describe` for what can't be seen on PGlite, which has one connection and the process's own clock. */
export function describeOnPostgres(name: string, tests: () => void, why = "only on Postgres"): void {
  const block = onPostgres ? describe : describe.skip;
  block(onPostgres ? name : `${name} (${why}: set TEST_DATABASE_URL)`, tests);
}

/**
 * Gives the tests of a file a migrated database of their own, which both doors (db/index.ts) then use. It is empty before
 * each test and gone after the last. Call it once, at the top of the file:
 *
 *     useTestDatabase();
 *     test("…", async () => { const tree = await makeTree(); … });
 *
 * The jest project "server" runs a file on PGlite in memory. With TEST_DATABASE_URL (an address of a Postgres server, as
 * a role that may create databases) the project "postgres" runs the same files again, each in a fresh database there.
 *
 * @param options.emptyBetweenTests false for files whose tests only look at what `beforeAll` made.
 * @param options.poolSize connections on Postgres; 1 puts all transactions on the same one.
 */
export function useTestDatabase(options: { emptyBetweenTests?: boolean; poolSize?: number } = {}): void {
  const { emptyBetweenTests = true, poolSize = 10 } = options;
  let drop = async () => {};

  beforeAll(async () => {
    const opened = onPostgres ? await createPostgres(poolSize) : { connection: await openMigrated() };
    if ("drop" in opened) drop = opened.drop;
    useConnection(opened.connection);
    await asSystem("test", (tx) => tx.execute(sql.raw(`do $$ begin ${USER_IDS_ELSEWHERE}; end $$`)));
  });

  afterEach(async () => {
    if (emptyBetweenTests) await emptyDatabase();
  });

  afterAll(async () => {
    await closePasswordPool();
    await closeDatabase();
    await drop();
  });
}

/**
 * Empties every table and restarts their IDs, in one trip to the database. By DELETE: on tables this small it is many
 * times faster than TRUNCATE, which makes new files. The audit log lets no one do that, so its triggers are turned off
 * for the moment.
 */
export async function emptyDatabase(): Promise<void> {
  await asSystem("test", (tx) => tx.execute(EMPTY));
}

// Everything refers to users and tenants, and these two to nothing else.
const EMPTY = sql.raw(`do $$
  declare name text;
  begin
    alter table audit_log disable trigger user;
    for name in select format('%I', tablename) from pg_tables where schemaname = 'public'
      order by case tablename when 'users' then 1 when 'tenants' then 2 else 0 end loop
      execute 'delete from ' || name;
    end loop;
    alter table audit_log enable trigger user;
    perform setval(format('%I.%I', schemaname, sequencename), 1, false) from pg_sequences where schemaname = 'public';
    ${USER_IDS_ELSEWHERE};
  end
$$`);

async function createPostgres(poolSize: number): Promise<{ connection: Connection; drop(): Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error("The project postgres needs TEST_DATABASE_URL");
  const { url, drop } = await copyOfMigrated(server);
  return { connection: openPostgres(url, poolSize), drop };
}
