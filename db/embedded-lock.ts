import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { lock } from "proper-lockfile";

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
 * @returns the function that frees it.
 * @throws DatabaseBusyError when a live process holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lockPath = `${folder}.lock`;
  const holderPath = `${folder}.lock.json`;
  const take = () => lock(folder, { stale: 15_000, update: 5_000, lockfilePath: lockPath, retries: 0 });

  const release = await take().catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ELOCKED") throw error;
    if (!removeDeadLock(lockPath, holderPath)) throw new DatabaseBusyError(folder);
    return take().catch(() => {
      throw new DatabaseBusyError(folder);
    });
  });

  const holder: Holder = { host: hostname(), pid: process.pid, started: startOf(process.pid) };
  writeFileSync(holderPath, JSON.stringify(holder), { mode: 0o600 });
  return async () => {
    rmSync(holderPath, { force: true });
    await release();
  };
}

/** Removes the lock of a holder that died on this host. The rename makes sure that it is still the lock looked at. */
function removeDeadLock(lockPath: string, holderPath: string): boolean {
  try {
    const before = statSync(lockPath);
    const holder = JSON.parse(readFileSync(holderPath, "utf8")) as Holder;
    if (holder.host !== hostname() || startOf(holder.pid) === holder.started) return false;
    const aside = `${lockPath}.${process.pid}`;
    renameSync(lockPath, aside);
    const after = statSync(aside);
    if (after.ino !== before.ino || after.mtimeMs !== before.mtimeMs) {
      renameSync(aside, lockPath);
      return false;
    }
    // Before anyone takes the lock again: a dead holder's note beside a fresh lock would make that one look void too.
    rmSync(holderPath, { force: true });
    rmdirSync(aside);
    return true;
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
