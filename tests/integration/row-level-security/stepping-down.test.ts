import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";

/** Without the extensions, which need the database's owner, and the functions. */
const statements = readFileSync("db/migrations/0000_extensions_and_role.sql", "utf8")
  .split("--> statement-breakpoint")
  .filter((statement) => statement.includes("DO $$"));

test("a database user who may make roles, and is no superuser, can step down to the one the migration makes", async () => {
  const db = await PGlite.create("memory://");
  await db.exec("create role backstay login createrole; set session authorization backstay");
  expect(statements).toHaveLength(2);
  for (const statement of statements) await db.exec(statement);
  await db.exec("set role portal_app");
  expect((await db.query("select current_user as name")).rows).toEqual([{ name: "portal_app" }]);
  await db.close();
});
