import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { Connection } from "@/db/client";
import { openEmbedded } from "@/db/embedded";
import { migrateToLatest } from "@/db/migrate";
import { migrationsDigest } from "./migrations-digest";

const CACHE = join(process.cwd(), "node_modules", ".cache", "backstay-tests");

/** A test has few rows, and Postgres fills all of its buffers with zeros when it starts. */
const startParams = [...PGlite.defaultStartParams, "-c", "shared_buffers=16MB"];

/**
 * An embedded database in memory with all migrations applied. Making one takes three seconds of a core, so it is made once and
 * packed; every test file begins with a copy. Other migrations, or another PGlite, make another copy. The copy is less than half
 * of a usual one, since every file of it is unpacked each time: a short log, and no databases to make others from.
 */
export async function openMigrated(): Promise<Connection> {
  const path = join(CACHE, `${migrationsDigest()}.tar`);
  try {
    return await openEmbedded("memory://", { loadDataDir: new Blob([readFileSync(path)]), startParams });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const connection = await openEmbedded("memory://", { initDbStartParams: ["--wal-segsize=1"], startParams });
  await migrateToLatest(connection);
  const { $client } = connection.db as unknown as { $client: PGlite };
  await $client.exec("update pg_database set datistemplate = false");
  for (const template of ["template0", "template1"]) await $client.exec(`drop database ${template}`);
  await $client.exec("checkpoint");
  const copy = await $client.dumpDataDir("none");
  mkdirSync(CACHE, { recursive: true });
  // Renamed into place, so that a parallel worker never reads half of it.
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, new Uint8Array(await copy.arrayBuffer()));
  renameSync(unfinished, path);
  return connection;
}
