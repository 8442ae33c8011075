import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import type { Connection } from "@/db/client";
import { openEmbedded } from "@/db/embedded";
import { migrateToLatest } from "@/db/migrate";
import { migrationsDigest } from "./migrations-digest";

const CACHE = join(process.cwd(), "node_modules", ".cache", "backstay-tests");

/**
 * An embedded database in memory with all migrations applied. Making one takes three seconds of a core, so it is made once and
 * packed; every test file begins with a copy. Other migrations, or another PGlite, make another copy.
 */
export async function openMigrated(): Promise<Connection> {
  const path = join(CACHE, `${migrationsDigest()}.tar`);
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
