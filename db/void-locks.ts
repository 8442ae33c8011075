import { renameSync, rmdirSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const LOOK_EVERY_MS = 500;

/**
 * Removes a lock of proper-lockfile whose time lies in the future, because a clock was wrong: by its time alone it would
 * hold forever. A live holder touches its lock, so one that stays untouched while it is watched is void.
 * @param untouchedMs how long to watch
 * @param signal ends the watch with its reason
 * @returns whether it was removed, or was gone
 */
export async function removeLockFromTheFuture(
  path: string,
  untouchedMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const before = touched(path);
  if (before === undefined) return true;
  if (before <= Date.now()) return false;
  const startedAt = performance.now();
  while (performance.now() - startedAt < untouchedMs) {
    await sleep(LOOK_EVERY_MS);
    signal?.throwIfAborted();
    const now = touched(path);
    if (now === undefined) return true;
    if (now !== before) return false;
  }
  return removeLock(path, before);
}

/**
 * Removes a lock that was found void, unless it has been touched or taken again since. The rename makes sure that it is
 * still the lock looked at.
 * @param meanwhile what has to happen before anyone can take the lock again
 */
export function removeLock(path: string, mtimeMs: number, meanwhile?: () => void): boolean {
  const aside = `${path}.${process.pid}`;
  try {
    const { ino } = statSync(path);
    renameSync(path, aside);
    const after = statSync(aside);
    if (after.ino !== ino || after.mtimeMs !== mtimeMs) {
      renameSync(aside, path);
      return false;
    }
    meanwhile?.();
    rmdirSync(aside);
    return true;
  } catch {
    return false;
  }
}

const touched = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
