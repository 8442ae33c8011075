import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import type { Connection } from "@/db/client";
import { codeDigest } from "@/db/code";
import { openEmbedded } from "@/db/embedded";
import { migrateToLatest } from "@/db/migrate";

const CACHE = join(process.cwd(), "node_modules", ".cache", "backstay-tests");
const MIGRATIONS = join(process.cwd(), "db", "migrations");
const PGLITE = join(process.cwd(), "node_modules", "@electric-sql", "pglite", "package.json");

/**
 * An embedded database in memory with all migrations applied. Making one takes three seconds of a core, so it is made once and
 * packed; every test file begins with a copy. Other migrations or database code, or another PGlite, make another copy.
 */
export async function openMigrated(): Promise<Connection> {
  const path = join(CACHE, `${fingerprint()}.tar`);
  try {
    return await openEmbedded("memory://", new Blob([readFileSync(path)]));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const connection = await openEmbedded("memory://");
  await migrateToLatest(connection);
  const { $client } = connection.db as unknown as { $client: PGlite };
  const copy = await $client.dumpDataDir("none");
  mkdirSync(CACHE, { recursive: true });
  // Renamed into place, so that a parallel worker never reads half of it.
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, new Uint8Array(await copy.arrayBuffer()));
  renameSync(unfinished, path);
  return connection;
}

function fingerprint(): string {
  const hash = createHash("sha256").update(readFileSync(PGLITE)).update(codeDigest());
  const scripts = readdirSync(MIGRATIONS).filter((file) => file.endsWith(".sql"));
  for (const file of [...scripts, join("meta", "_journal.json")]) {
    hash.update(file).update(readFileSync(join(MIGRATIONS, file)));
  }
  return hash.digest("hex").slice(0, 16);
}
