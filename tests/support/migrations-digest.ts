import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const DB = join(process.cwd(), "db");
const PGLITE = join(process.cwd(), "node_modules", "@electric-sql", "pglite", "package.json");

/** Other migrations, code of the database, or PGlite give another digest: what was made with the old ones is not used again. */
export function migrationsDigest(): string {
  const hash = createHash("sha256").update(readFileSync(PGLITE));
  const files = readdirSync(DB, { encoding: "utf8", recursive: true }).filter((file) =>
    statSync(join(DB, file)).isFile(),
  );
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(DB, file)));
  return hash.digest("hex").slice(0, 16);
}
