import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CODE_FILES, statementsOf } from "@/db/code";
import { LOCKS } from "@/db/locks";

const files = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
const read = (path: string) => readFileSync(path, "utf8");

test("each advisory lock has a number of its own", () => {
  const numbers = Object.values(LOCKS);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("TypeScript takes advisory locks through db/locks.ts alone", () => {
  const sources = ["app", "components", "db", "emails", "lib", "tests"].flatMap((folder) => files(folder, /\.tsx?$/));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((path) => /pg_(try_)?advisory_/.test(read(path))).sort()).toEqual([
    "db/locks.ts",
    // On the server itself, where no installation takes any.
    "tests/support/migrated-postgres.ts",
  ]);
});

test("SQL takes them by a name from there, never by a number", () => {
  const scripts = ["db/code", "db/migrations"].flatMap((folder) => files(folder, /\.sql$/));
  const locks = scripts.flatMap((path) => [...read(path).matchAll(/\bpg_(?:try_)?advisory_\w+\(([^)]*\)?)/g)]);
  expect(locks.length).toBeGreaterThan(3);
  const names = locks.map(
    ([, argument]) => /^lock_number\('(\w+)'\)$/.exec(argument ?? "")?.[1] ?? `not a name: ${argument}`,
  );
  expect(names.filter((name) => !(name in LOCKS))).toEqual([]);
});

test("every file of database code runs, and each of its statements replaces what was there", () => {
  expect([...CODE_FILES].sort()).toEqual(
    files("db/code", /./)
      .map((path) => path.slice("db/code/".length, -".sql".length))
      .sort(),
  );
  const declared = CODE_FILES.flatMap((file) => statementsOf(read(`db/code/${file}.sql`)));
  const allowed = /^(CREATE OR REPLACE (FUNCTION|TRIGGER)|GRANT|REVOKE|DO \$\$|SELECT word_similarity)/;
  expect(declared.filter((statement) => !allowed.test(statement))).toEqual([]);
  const names = declared.flatMap(
    (statement) => /^CREATE OR REPLACE (?:FUNCTION|TRIGGER) (\w+)/.exec(statement)?.[1] ?? [],
  );
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("statements end at a semicolon that is not part of a comment, a string or a body", () => {
  expect(statementsOf("-- one; two\nSELECT 'a;''b' - 1;\nDO $$ BEGIN; -- c\nEND $$;")).toEqual([
    "SELECT 'a;''b' - 1",
    "DO $$ BEGIN; -- c\nEND $$",
  ]);
  expect(() => statementsOf("SELECT 1; SELECT 2")).toThrow(/does not end: SELECT 2/);
});
