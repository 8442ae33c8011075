import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { migrateToLatest } from "@/db/migrate";
import { openPostgres } from "@/db/postgres";
import { migrationsDigest } from "./migrations-digest";

/** Copies wait for each other here: Postgres copies no database that anyone else uses at the moment. */
const TEMPLATE_LOCK = 7_232_026;
const KEPT = 8;

export type Copy = { url: string; drop(): Promise<void> };

/**
 * A database of one's own with all migrations applied. They are applied once, to a template that stays on the server, and every
 * further database is a copy of it. Of templates of other migrations the newest stay: two branches may share a server.
 * @param server the address of a Postgres server, as a role that may create databases.
 */
export async function copyOfMigrated(server: string): Promise<Copy> {
  const name = `backstay_test_${randomBytes(6).toString("hex")}`;
  const onServer = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await onServer`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    const template = await migratedTemplate(onServer, server);
    await onServer.unsafe(`create database ${name} template ${template}`);
    // What a crash would lose is of no interest here.
    await onServer.unsafe(`alter database ${name} set synchronous_commit = off`);
  } finally {
    // Ends the session, and with it the lock.
    await onServer.end();
  }
  const drop = async () => {
    const client = postgres(server, { max: 1, onnotice: () => {} });
    await client.unsafe(`drop database ${name} with (force)`).finally(() => client.end());
  };
  return { url: addressOf(server, name), drop };
}

async function migratedTemplate(onServer: postgres.Sql, server: string): Promise<string> {
  const template = `backstay_template_${migrationsDigest()}`;
  const found = await onServer<{ datname: string }[]>`
    select datname from pg_database where datname like 'backstay\\_template\\_%' order by oid desc`;
  if (found.some(({ datname }) => datname === template)) return template;
  for (const { datname } of found.slice(KEPT)) await onServer.unsafe(`drop database ${datname} with (force)`);
  const unfinished = "backstay_unfinished_template";
  await onServer.unsafe(`drop database if exists ${unfinished} with (force)`);
  await onServer.unsafe(`create database ${unfinished}`);
  const connection = openPostgres(addressOf(server, unfinished), 1);
  await migrateToLatest(connection).finally(() => connection.close());
  await onServer.unsafe(`alter database ${unfinished} rename to ${template}`);
  return template;
}

/** Without the limits that installations have: on a busy machine a test may take its time. */
function addressOf(server: string, database: string): string {
  const url = new URL(server);
  for (const limit of ["statement_timeout", "idle_in_transaction_session_timeout"]) url.searchParams.set(limit, "0");
  url.pathname = `/${database}`;
  return url.href;
}
