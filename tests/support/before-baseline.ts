import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import postgres from "postgres";

/**
 * A database as the 23 migrations from before the baseline left it (commit 022e6cb), filled by `npm run db:seed` and with a row in
 * every other table: pg_dump --no-owner --column-inserts, without comments and blank lines. With the role that it needs.
 */
export const BEFORE_BASELINE = `do $$ begin create role portal_app nologin; exception when duplicate_object or unique_violation then null; end $$;
${gunzipSync(readFileSync(join(process.cwd(), "tests/integration/migrations/database-before-baseline.sql.gz"))).toString()}`;

/** Runs a script on the server that TEST_DATABASE_URL names, in its own database or another one. */
export async function onServer(script: string, database?: string): Promise<void> {
  const client = postgres(databaseUrl(database), { max: 1, onnotice: () => {} });
  await client.unsafe(script).finally(() => client.end());
}

/** The address of a database on the server that TEST_DATABASE_URL names. */
export function databaseUrl(database?: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  if (database) url.pathname = `/${database}`;
  return url.href;
}
