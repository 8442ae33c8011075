import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { lock } from "proper-lockfile";
import { inDataFolderWords, makeFolder } from "./data-folder";
import { removeLock, removeLockFromTheFuture } from "./void-locks";

/** Another process has the embedded database open. PGlite itself would not notice, and would lose writes. */
export class DatabaseBusyError extends Error {
  constructor(folder: string) {
    super(
      `The embedded database in ${folder} is in use by another Backstay process. Stop that process first, ` +
        "or set DATABASE_URL to use Postgres, which several processes can share.",
    );
    this.name = "DatabaseBusyError";
  }
}

type Holder = { host: string; pid: number; started: string };

/**
 * Takes the lock of an embedded database: a folder that its holder touches every 5 s. One untouched for 15 s is void;
 * one whose holder on this host is dead (kill -9, power cut) is void immediately, so that a restart needn't wait.
 * @param times the milliseconds of both; tests shorten them
 * @returns the function that frees it.
 * @throws DatabaseBusyError when a live process holds it.
 * @throws DataFolderError when the file system refuses it.
 */
export async function lockFolder(
  folder: string,
  times = { stale: 15_000, update: 5_000 },
): Promise<() => Promise<void>> {
  makeFolder(folder);
  const lockPath = `${folder}.lock`;
  const holderPath = `${folder}.lock.json`;
  const take = () => lock(folder, { ...times, lockfilePath: lockPath, retries: 0 });
  const busyOr = (error: NodeJS.ErrnoException) =>
    error.code === "ELOCKED" ? new DatabaseBusyError(folder) : inDataFolderWords(error, lockPath);

  const release = await take().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ELOCKED") throw inDataFolderWords(error, lockPath);
    const isVoid = removeDeadLock(lockPath, holderPath) || (await removeLockFromTheFuture(lockPath, times.stale));
    if (!isVoid) throw new DatabaseBusyError(folder);
    return take().catch((again: NodeJS.ErrnoException) => Promise.reject(busyOr(again)));
  });

  const holder: Holder = { host: hostname(), pid: process.pid, started: startOf(process.pid) };
  try {
    writeFileSync(holderPath, JSON.stringify(holder), { mode: 0o600 });
  } catch (error) {
    await release();
    throw inDataFolderWords(error, holderPath);
  }
  return async () => {
    rmSync(holderPath, { force: true });
    await release();
  };
}

/** Removes the lock of a holder that died on this host. */
function removeDeadLock(lockPath: string, holderPath: string): boolean {
  try {
    const { mtimeMs } = statSync(lockPath);
    const holder = JSON.parse(readFileSync(holderPath, "utf8")) as Holder;
    if (holder.host !== hostname() || startOf(holder.pid) === holder.started) return false;
    // A dead holder's note beside a fresh lock would make that one look void, too.
    return removeLock(lockPath, mtimeMs, () => rmSync(holderPath, { force: true }));
  } catch {
    return false;
  }
}

/** When a process began, so that a process id used again is not mistaken for its predecessor; "" when it is not alive. */
function startOf(pid: number): string {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return "";
  }
  try {
    // proc(5): field 22, counted behind the command name, which may itself contain spaces and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "alive";
  } catch {
    return "alive";
  }
}
