import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";

/** Without the extension, which needs the database's owner. */
const [, ...statements] = readFileSync("db/migrations/0000_extension_and_role.sql", "utf8").split(
  "--> statement-breakpoint",
);

test("a database user who may make roles, and is no superuser, can step down to the one the migration makes", async () => {
  const db = await PGlite.create("memory://");
  await db.exec("create role backstay login createrole; set session authorization backstay");
  for (const statement of statements) {
    if (!statement.includes("GRANT USAGE")) await db.exec(statement);
  }
  await db.exec("set role portal_app");
  expect((await db.query("select current_user as name")).rows).toEqual([{ name: "portal_app" }]);
  await db.close();
});
