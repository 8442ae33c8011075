import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { LOCKS } from "./locks";
import { rowsOf } from "./rows";

/**
 * The files of db/code in the order in which they run: functions that others need come first, rights last. Each declares what
 * holds now, with CREATE OR REPLACE; what is no longer declared, or has another signature, a migration drops.
 */
export const CODE_FILES = [
  "access",
  "search",
  "tree",
  "users",
  "storage",
  "lists",
  "audit",
  "brands",
  "mail",
  "grants",
];

const textOf = (file: string) =>
  readFileSync(join(/* turbopackIgnore: true */ process.cwd(), "db", "code", `${file}.sql`), "utf8");

/** The numbers of db/locks.ts for SQL. A name that isn't there is an error, never a lock that no one holds. */
function lockNumberFunction(): string {
  const cases = Object.entries(LOCKS).map(([name, number]) => `    WHEN '${name}' THEN RETURN ${number};`);
  return `CREATE OR REPLACE FUNCTION lock_number(name text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  CASE name
${cases.join("\n")}
  END CASE;
END
$$;`;
}

const declaredCode = () => [lockNumberFunction(), ...CODE_FILES.map(textOf)];

/** What tells this version's database code from any other's: the SHA-256 of all of it in order, lock numbers included. */
export function codeDigest(): string {
  return createHash("sha256").update(declaredCode().join("\n")).digest("hex");
}

/**
 * Declares the functions, triggers and rights of this version unless the database has them already.
 * @param tx the transaction of the migrations, after the last of them.
 */
export async function declareCode(tx: Database): Promise<void> {
  await tx.execute(sql`create table if not exists drizzle.database_code
    (digest text not null, declared_at timestamptz not null default now())`);
  const digest = codeDigest();
  if ((await declaredDigest(tx)) === digest) return;
  for (const statement of declaredCode().flatMap(statementsOf)) await tx.execute(sql.raw(statement));
  await tx.execute(sql`delete from drizzle.database_code`);
  await tx.execute(sql`insert into drizzle.database_code (digest) values (${digest})`);
}

/** The digest of the code that the database has, or null before it has any. */
export async function declaredDigest(db: Database): Promise<string | null> {
  const result = await db.execute(sql`select digest from drizzle.database_code`);
  return rowsOf<{ digest: string }>(result)[0]?.digest ?? null;
}

/**
 * The statements of a file one by one, since PGlite takes no more at a time: split at each semicolon outside function bodies,
 * strings and comments.
 * @throws Error when the last one does not end.
 */
export function statementsOf(text: string): string[] {
  const statements: string[] = [];
  let statement = "";
  for (const [piece] of text.matchAll(/\$\$[\s\S]*?\$\$|'(?:[^']|'')*'|--.*|[^$'\-;]+|[\s\S]/g)) {
    if (piece.startsWith("--")) continue;
    if (piece !== ";") statement += piece;
    else {
      statements.push(statement.trim());
      statement = "";
    }
  }
  if (statement.trim() !== "") throw new Error(`A statement of the database code does not end: ${statement.trim()}`);
  return statements;
}
