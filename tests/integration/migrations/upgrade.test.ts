import { randomBytes } from "node:crypto";
import type { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { rowsOf } from "@/db";
import type { Connection, Database } from "@/db/client";
import { declaredDigest } from "@/db/code";
import { openEmbedded } from "@/db/embedded";
import { DatabaseTooNewError, DatabaseTooOldError, migrateToLatest, migrationsAreCurrent } from "@/db/migrate";
import { CollisionsError, stepCalledBy } from "@/db/migration-steps";
import { openPostgres } from "@/db/postgres";
import { explainError } from "@/lib/commands/explain-error";
import { BEFORE_BASELINE, databaseUrl, onServer } from "../../support/before-baseline";
import { describeSchema } from "../../support/describe-schema";
import { onPostgres } from "../../support/test-database";

const cleanUp: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const step of cleanUp.reverse()) await step();
});

/** A database of its own, empty or with what a script makes; the owner is a role without any rights beyond it. */
async function open(script = "", owner?: string): Promise<Connection> {
  if (!onPostgres) {
    const connection = await openEmbedded("memory://");
    cleanUp.push(connection.close);
    const { $client } = connection.db as unknown as { $client: PGlite };
    if (script) await $client.exec(`${script}; reset all;`);
    return connection;
  }
  const name = `backstay_test_${randomBytes(6).toString("hex")}`;
  await onServer(`create database ${name} ${owner ? `owner ${owner}` : ""}`);
  cleanUp.push(() => onServer(`drop database ${name} with (force)`));
  if (script) await onServer(script, name);
  return connect(name, owner);
}

function connect(name: string, user?: string): Connection {
  const url = new URL(databaseUrl(name));
  if (user) Object.assign(url, { username: user, password: user });
  const connection = openPostgres(url.href, 2);
  cleanUp.push(connection.close);
  return connection;
}

const beforeBaseline = (more = "") => open(`${BEFORE_BASELINE}; ${more}`);

/** Columns that came after the baseline: rows from before it can't have them. */
const LATER = [
  "audit_log.by_operator",
  "brands.host_proof",
  "brands.host_proven_at",
  "emails.priority",
  "emails.deferrals",
  "tenants.time_zone",
  "users.time_zone",
  "tenants.unique_name",
];
/** Made of another column, and in another way by now: of a login that is no ASCII, as no account has. */
const REMADE = ["audit_log.actor_login_key"];
const RENAMED: Record<string, string> = { self_service: "self_managed" };

/** Every row of every table by the names of its columns, without what came later. */
async function allRows(db: Database): Promise<Record<string, string[]>> {
  const names = rowsOf<{ name: string }>(
    await db.execute(sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`),
  );
  const rows: Record<string, string[]> = {};
  for (const { name } of names) {
    const result = await db.execute(sql.raw(`select to_jsonb(t)::text as row from ${name} t`));
    rows[name] = rowsOf<{ row: string }>(result)
      .map(({ row }) => {
        const columns = Object.entries(JSON.parse(row) as Record<string, unknown>)
          .map(([column, value]) => [RENAMED[column] ?? column, value] as const)
          .filter(([column]) => ![...LATER, ...REMADE].includes(`${name}.${column}`));
        return JSON.stringify(Object.fromEntries(columns.sort(([one], [other]) => (one < other ? -1 : 1))));
      })
      .sort();
  }
  return rows;
}

const query = async (db: Database, text: string) => rowsOf(await db.execute(sql.raw(text)));
const history = (db: Database) =>
  query(db, "select hash, created_at::text from drizzle.__drizzle_migrations order by id");

const declaredAt = (db: Database) => query(db, "select declared_at::text from drizzle.database_code");

let fresh: Connection;
beforeAll(async () => {
  fresh = await open();
}, 120_000);

// In this order: what `fresh` goes through.
test("a database that stopped before the last migration it needs is refused, and left as it was", async () => {
  await fresh.db.execute(sql`create schema drizzle`);
  await fresh.db.execute(sql`create table drizzle.__drizzle_migrations
    (id serial primary key, hash text not null, created_at bigint)`);
  await fresh.db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 1795600949961)`);
  await expect(migrateToLatest(fresh)).rejects.toThrow(DatabaseTooOldError);
  await expect(migrateToLatest(fresh)).rejects.toThrow(/git checkout 022e6cb/);
  expect(await history(fresh.db)).toEqual([{ hash: "x", created_at: "1795600949961" }]);
  expect(await query(fresh.db, "select tablename from pg_tables where schemaname = 'public'")).toEqual([]);
  await fresh.db.execute(sql`drop schema drizzle cascade`);
});

test("a database from before the baseline keeps every row and equals a new one from then on", async () => {
  const upgraded = await beforeBaseline();
  const before = await allRows(upgraded.db);
  for (const [table, rows] of Object.entries(before)) expect([table, rows.length]).not.toEqual([table, 0]);
  expect(await history(upgraded.db)).toHaveLength(23);
  await migrateToLatest(upgraded);
  await migrateToLatest(fresh);
  // Tables that came since then begin empty.
  expect(await allRows(upgraded.db)).toEqual({ ...before, activation_days: [], user_batches: [], user_batch_rows: [] });
  expect(await describeSchema(upgraded.db)).toEqual(await describeSchema(fresh.db));
  expect(await history(upgraded.db)).toEqual(await history(fresh.db));
  expect(await migrationsAreCurrent(upgraded.db)).toBe(true);
}, 120_000);

test("names that are one to this version are named, and the database is left as it was", async () => {
  const insert = (id: number, name: string, more = "null") =>
    `insert into tenants (id, parent_id, kind, name, language, deleted_at) overriding system value
    values (${id}, (select id from tenants where kind = 'root'), 'partner', '${name}', 'en', ${more});`;
  const colliding = await beforeBaseline(
    `set search_path = public; ${insert(900_001, "Müller  Backup")} ${insert(900_002, "Ｍüller Backup")}
    ${insert(900_003, "Gone")} ${insert(900_004, "GONE ", "now()")}`,
  );
  const before = await allRows(colliding.db);
  const error = await migrateToLatest(colliding).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CollisionsError);
  expect(explainError(error)).toContain('- Companies "Müller  Backup" (ID 900001) and "Ｍüller Backup" (ID 900002)\n');
  expect(explainError(error)).not.toMatch(/Gone|migration-steps/);
  expect(await allRows(colliding.db)).toEqual(before);
  expect(await history(colliding.db)).toHaveLength(23);
  await colliding.db.execute(sql`update tenants set name = 'Another' where id = 900002`);
  await migrateToLatest(colliding);
  expect(await query(colliding.db, "select unique_name from tenants where id >= 900001 order by id")).toEqual(
    ["müller backup", "another", "gone", "gone"].map((unique_name) => ({ unique_name })),
  );
}, 120_000);

test("international addresses are stored as people read them from then on", async () => {
  const old = await beforeBaseline(`update public.users set email = 'zoe@xn--bcher-kva.example' where id = 2;
    update public.users set email = 'zoe@xn--a.example' where id = 3;
    update public.emails set to_address = 'zoe@xn--bcher-kva.example' where user_id = 2`);
  await migrateToLatest(old);
  expect(await query(old.db, "select id::text, email from users where id in (2, 3) order by id")).toEqual([
    { id: "2", email: "zoe@bücher.example" },
    { id: "3", email: "zoe@xn--a.example" },
  ]);
  expect(await query(old.db, "select 1 from emails where to_address like '%xn--%'")).toEqual([]);
}, 120_000);

test("a step that a migration calls exists, and anything else is SQL", () => {
  expect(stepCalledBy("-- step: uniqueNames\n")).toBeInstanceOf(Function);
  expect(stepCalledBy("-- step: uniqueNames\nselect 1")).toBeNull();
  expect(() => stepCalledBy("-- step: nothingOfTheKind")).toThrow("nothingOfTheKind");
});

test("a host name from before names had to be proven goes on showing its brand", async () => {
  const upgraded = await beforeBaseline("update public.brands set host_name = 'portal.fjord.example'");
  await migrateToLatest(upgraded);
  expect(await query(upgraded.db, "select host_proof, host_proven_at <= now() as proven from brands")).toEqual([
    { host_proof: "earlier", proven: true },
  ]);
}, 120_000);

test("code of another version is declared anew, with no more rights than are declared; the same code is left alone", async () => {
  const { db } = fresh;
  const declared = await describeSchema(db);
  const [digest, when] = [await declaredDigest(db), await declaredAt(db)];
  await migrateToLatest(fresh);
  expect(await declaredAt(db)).toEqual(when);

  for (const change of [
    "create or replace function tenant_is_open(tenant_path ltree) returns boolean language sql as 'select true'",
    "create or replace trigger tenants_guard before insert on tenants for each row execute function guard_tenant()",
    "grant update (path), delete on tenants to portal_app",
    "grant execute on function purge_audit_log(integer, integer) to public",
    "grant usage on sequence users_id_seq to portal_app",
    "revoke select on users from portal_app",
    "update drizzle.database_code set digest = 'of another version'",
  ]) {
    await db.execute(sql.raw(change));
  }
  expect(await migrationsAreCurrent(db)).toBe(false);
  expect(await describeSchema(db)).not.toEqual(declared);
  await migrateToLatest(fresh);
  expect(await describeSchema(db)).toEqual(declared);
  expect(await declaredDigest(db)).toBe(digest);
}, 120_000);

test("a database that a newer version has changed is refused", async () => {
  await fresh.db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)`);
  await expect(migrateToLatest(fresh)).rejects.toThrow(DatabaseTooNewError);
});

test("an owner without further rights can do all of it, in a session that has not touched the tables before", async () => {
  if (!onPostgres) return;
  const owner = `backstay_owner_${randomBytes(4).toString("hex")}`;
  await onServer(`create role ${owner} login createrole password '${owner}'`);
  cleanUp.push(() => onServer(`drop owned by ${owner}; drop role ${owner}`));
  const first = await open("", owner);
  await migrateToLatest(first);
  const declared = await describeSchema(first.db);
  await first.db.execute(sql`delete from drizzle.database_code`);
  const [row] = await query(first.db, "select current_database() as name");
  const second = connect(String(row?.name), owner);
  await migrateToLatest(second);
  expect(await describeSchema(second.db)).toEqual(declared);
}, 120_000);
