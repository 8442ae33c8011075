import { sql } from "drizzle-orm";
import { parseEmailAddress } from "@/lib/fields/email-address";
import { uniqueNameOf } from "@/lib/fields/unique-name";
import type { Database } from "./client";
import { rowsOf } from "./rows";

/**
 * What a migration needs of the program and SQL can't say. A migration calls one with a statement that is nothing but the comment
 * `-- step: <name>`.
 */
const STEPS: Record<string, (tx: Database) => Promise<void>> = { uniqueNames, unicodeAddresses };

const CALL = /^\s*-- step: (\S+)\s*$/;
const ROWS_A_STATEMENT = 5_000;
/** Collisions that are named; who mends these sees the next ones at the next start. */
const COLLISIONS_NAMED = 20;

/** Users or companies of this database can't be told apart by this version. Nothing has been changed. */
export class CollisionsError extends Error {
  constructor(collisions: readonly string[]) {
    const more = collisions.length - COLLISIONS_NAMED;
    super(
      [
        "This version of Backstay can't upgrade the database, because it takes some names or logins for the same that were " +
          "different until now. Nothing has been changed.",
        ...collisions.slice(0, COLLISIONS_NAMED).map((line) => `  - ${line}`),
        ...(more > 0 ? [`  - … and ${more} more.`] : []),
        "Give all but one of each another name or login with the version that ran until now, or in the database: " +
          "UPDATE tenants SET name = 'Another name' WHERE id = 12; or UPDATE users SET login = 'another-login' WHERE id = 34; " +
          "Then start this version again.",
      ].join("\n"),
    );
    this.name = "CollisionsError";
  }
}

/**
 * The step that a statement of a migration calls, or null when the statement is SQL.
 * @throws Error for a step that does not exist.
 */
export function stepCalledBy(statement: string): ((tx: Database) => Promise<void>) | null {
  const name = CALL.exec(statement)?.[1];
  if (name === undefined) return null;
  const step = STEPS[name];
  if (!step) throw new Error(`A migration calls a step that does not exist: ${name}`);
  return step;
}

type Named = { id: string; parent: string | null; name: string; deleted: boolean };

/**
 * Gives every company the key of its name.
 * @throws CollisionsError for logins that differ only in the case of ASCII letters, and for names of live companies below the same
 *   one that have the same key.
 */
async function uniqueNames(tx: Database): Promise<void> {
  const tenants = rowsOf<Named>(
    await tx.execute(
      sql`select id::text, parent_id::text as parent, name, deleted_at is not null as deleted from tenants order by id`,
    ),
  ).map((row) => ({ ...row, key: uniqueNameOf(row.name) }));
  const live = tenants.filter(({ deleted }) => !deleted);
  const collisions = [
    ...(await collidingLogins(tx)),
    ...groupsOf(live, ({ parent, key }) => `${parent} ${key}`).map((group) => `Companies ${listed(group)}`),
  ];
  if (collisions.length > 0) throw new CollisionsError(collisions);
  for (let at = 0; at < tenants.length; at += ROWS_A_STATEMENT) {
    const part = tenants.slice(at, at + ROWS_A_STATEMENT).map(({ id, key }) => ({ id, key }));
    await tx.execute(sql`update tenants set unique_name = planned.key
      from jsonb_to_recordset(${JSON.stringify(part)}::text::jsonb) as planned(id bigint, key text)
      where tenants.id = planned.id`);
  }
}

async function collidingLogins(tx: Database): Promise<string[]> {
  const users = rowsOf<{ id: string; name: string; key: string }>(
    await tx.execute(sql`select id::text, login as name, key from (
      select id, login, lower(login collate "C") as key, count(*) over (partition by lower(login collate "C")) as times from users
    ) folded where times > 1 order by key, id`),
  );
  return groupsOf(users, ({ key }) => key).map((group) => `Logins ${listed(group)}`);
}

function groupsOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups.values()].filter(({ length }) => length > 1);
}

const listed = (group: readonly { id: string; name: string }[]) =>
  group.map(({ id, name }) => `"${name}" (ID ${id})`).join(" and ");

/** International addresses in the form in which they are stored now: as people read them. */
async function unicodeAddresses(tx: Database): Promise<void> {
  for (const [table, column] of [
    ["users", "email"],
    ["tokens", "new_email"],
    ["emails", "to_address"],
  ]) {
    const [from, name] = [sql.raw(`${table}`), sql.raw(`${column}`)];
    const found = await tx.execute(sql`select distinct ${name} as address from ${from} where ${name} like '%@%xn--%'`);
    for (const { address } of rowsOf<{ address: string }>(found)) {
      const shown = parseEmailAddress(address)?.shown;
      if (shown) await tx.execute(sql`update ${from} set ${name} = ${shown} where ${name} = ${address}`);
    }
  }
}
