import { readdirSync, rmSync } from "node:fs";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { ltree } from "@electric-sql/pglite/contrib/ltree";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { unaccent } from "@electric-sql/pglite/contrib/unaccent";
import { drizzle } from "drizzle-orm/pglite";
import type { Connection } from "./client";
import { inDatabaseFolderWords } from "./data-folder";
import { lockFolder } from "./embedded-lock";
import * as schema from "./tables";

type EmbeddedOptions = Pick<PGliteOptions, "loadDataDir" | "initDbStartParams" | "startParams"> & {
  /** What a database needs before it is made: without it, a new one is removed. */
  prepare?: (connection: Connection) => Promise<void>;
};

/**
 * Opens the embedded database in a folder, which is made if missing, and holds its lock until `close()`.
 * @param folder where the files live, or "memory://" for one that is gone with the process (tests).
 * @param options besides `prepare` for databases in memory: files to begin with, as `dumpDataDir()` packed them, and
 *   parameters of Postgres.
 * @throws DatabaseBusyError when another live process holds the lock.
 * @throws DataFolderError when the file system refuses it; what a new database left half-made is removed.
 */
export async function openEmbedded(folder: string, { prepare, ...options }: EmbeddedOptions = {}): Promise<Connection> {
  const inMemory = folder.startsWith("memory://");
  const release = inMemory ? async () => {} : await lockFolder(folder);
  const isNew = !inMemory && readdirSync(folder).length === 0;
  let client: PGlite | undefined;
  try {
    client = await PGlite.create({
      dataDir: folder,
      extensions: { btree_gin, ltree, pg_trgm, unaccent },
      ...options,
    });
    const opened = client;
    const close = async () => {
      await opened.close();
      await release();
    };
    const connection: Connection = { db: drizzle(opened, { schema }), kind: "embedded", close };
    await prepare?.(connection);
    return connection;
  } catch (error) {
    const inWords = inMemory ? error : inDatabaseFolderWords(error, folder);
    await client?.close().catch(() => undefined);
    if (isNew) rmSync(folder, { recursive: true, force: true });
    await release().catch(() => undefined);
    throw inWords;
  }
}
