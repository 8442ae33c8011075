import { createHash } from "node:crypto";
import { lstatSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The channel's end in DATA_DIR: anyone who can write to it can do anything with the installation. */
export const SOCKET_NAME = "commands.sock";

/** What the address of a socket holds on every system we know, without its end mark: 103 on macOS, 107 on Linux. */
const MOST_ADDRESS_BYTES = 103;
const WRITABLE_BY_OTHERS = 0o022;

/** The header in which a command names the database it is meant for. */
export const DATABASE_HEADER = "x-backstay-database";

/** Stands for a DATABASE_URL without giving its password away. */
export const databaseMark = (databaseUrl: string) => createHash("sha256").update(databaseUrl).digest("hex");

/** Why a folder is not safe for the channel: others could put a socket of theirs in its place. Null when it is. */
export function folderProblem(folder: string): string | null {
  const { mode } = statSync(folder);
  if ((mode & WRITABLE_BY_OTHERS) === 0) return null;
  return `Other users of this machine can change ${folder}. Run: chmod go-w "${folder}"`;
}

/** What identifies the socket that is at a path now, or null. */
export function socketAt(path: string): number | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isSocket() ? found.ino : null;
}

/**
 * Gives the path of a file in a folder, in a form that fits into the address of a socket: where it's too long, by way of a link to
 * the folder, in a new folder that only we can enter.
 */
export async function withSocketPath<T>(folder: string, name: string, use: (path: string) => Promise<T>): Promise<T> {
  const path = join(folder, name);
  if (Buffer.byteLength(path) <= MOST_ADDRESS_BYTES) return use(path);
  const detour = mkdtempSync(join(tmpdir(), "backstay-"));
  try {
    symlinkSync(folder, join(detour, "d"));
    return await use(join(detour, "d", name));
  } finally {
    rmSync(detour, { recursive: true, force: true });
  }
}
