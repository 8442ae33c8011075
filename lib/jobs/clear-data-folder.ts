import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { UNFINISHED_SECRET } from "@/lib/auth/keys";
import { UNFINISHED_SOCKET } from "@/lib/commands/channel";
import { mailboxFolder, UNFINISHED_EMAIL } from "@/lib/email/transports/mailbox";
import { log } from "@/lib/log";

/** By then, a process that is still running would have finished any of these. */
const UNTOUCHED_MS = 3_600_000;

/**
 * Removes the half-made files that killed processes left in DATA_DIR. Never throws: what stays does no harm.
 * @param alone whether no other process uses the folder. Otherwise something younger than an hour may be another's work.
 */
export function clearDataFolder(dataDir: string, { alone }: { alone: boolean }): void {
  clear(dataDir, UNFINISHED_SECRET, alone);
  clear(dataDir, UNFINISHED_SOCKET, alone);
  clear(mailboxFolder(dataDir), UNFINISHED_EMAIL, alone);
}

function clear(folder: string, unfinished: RegExp, alone: boolean): void {
  try {
    for (const name of readdirSync(folder)) {
      const path = join(/* turbopackIgnore: true */ folder, name);
      if (unfinished.test(name) && (alone || isOld(path))) rmSync(path, { recursive: true, force: true });
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      log.warn({ err: error }, "left-over files can't be removed");
  }
}

/** A time far ahead is a wrong clock's. */
function isOld(path: string): boolean {
  const mtimeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return mtimeMs !== undefined && Math.abs(Date.now() - mtimeMs) > UNTOUCHED_MS;
}
