import { accessSync, constants, mkdirSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Something in DATA_DIR that can't be read or written, in words for the operator. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}

/** The errors of the embedded database's file system, which come as bare numbers (those of WASI). */
const WASI_ERRORS: Record<number, string> = {
  2: "EACCES",
  19: "EDQUOT",
  20: "EEXIST",
  29: "EIO",
  31: "EISDIR",
  51: "ENOSPC",
  54: "ENOTDIR",
  63: "EPERM",
  69: "EROFS",
};

/** disk_full */
const POSTGRES_DISK_FULL = "53100";

const OTHER_FOLDER = "set DATA_DIR to another folder";
const ENDING = ", then try again.";

const WORDS: Record<string, (path: string) => string> = {
  ENOSPC: (path) => `The disk is full: there is no room for ${path}. Free at least 100 MB, or ${OTHER_FOLDER}`,
  EDQUOT: (path) => `The disk quota is used up: there is no room for ${path}. Raise it, or ${OTHER_FOLDER}`,
  EACCES: (path) => `Backstay isn't allowed to write to ${path}. Give its user access, or ${OTHER_FOLDER}`,
  EPERM: (path) => `Backstay isn't allowed to write to ${path}. Give its user access, or ${OTHER_FOLDER}`,
  EROFS: (path) => `${path} is on a read-only disk. Make it writable, or ${OTHER_FOLDER}`,
  EEXIST: (path) => `${path} has to be a folder, but something else is there. Move that away, or ${OTHER_FOLDER}`,
  ENOTDIR: (path) => `${path} has to be in a folder, but something else is there. Move that away, or ${OTHER_FOLDER}`,
  EISDIR: (path) => `${path} has to be a file, but a folder is there. Move that away, or ${OTHER_FOLDER}`,
  ENOENT: (path) => `${path} can't be created there. Create it yourself, or ${OTHER_FOLDER}`,
};

/**
 * What the file system refused below DATA_DIR, as words that say what to do.
 * @param path what was being worked on, for errors that don't name it
 * @returns a DataFolderError, or the error itself when it is about something else
 */
export function inDataFolderWords(error: unknown, path: string): unknown {
  const code = fileErrorCode(error);
  if (code === undefined || error instanceof DataFolderError) return error;
  const named: unknown = error instanceof Error ? Reflect.get(error, "path") : undefined;
  return dataFolderError(code, typeof named === "string" ? named : path, error);
}

function dataFolderError(code: string, place: string, cause: unknown): DataFolderError {
  const words = WORDS[code]?.(place) ?? `${place} can't be used (${code}). Check the disk, or ${OTHER_FOLDER}`;
  return new DataFolderError(words + ENDING, { cause });
}

/** As much does the embedded database's log grow by. */
const LOG_SEGMENT_BYTES = 16 * 1024 * 1024;

/**
 * Likewise for an error of the embedded database in a folder. On a full disk its engine may break down, and then says
 * anything but that.
 */
export function inDatabaseFolderWords(error: unknown, folder: string): unknown {
  const inWords = inDataFolderWords(error, folder);
  if (inWords !== error || !isBreakdown(error)) return inWords;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < LOG_SEGMENT_BYTES ? dataFolderError("ENOSPC", folder, error) : error;
}

/** An engine that could not start, that ended, or that reports an error within itself. */
function isBreakdown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, message, cause } = error;
  const isInternal = /^XX/.test(String(Reflect.get(error, "code")));
  return isInternal || ["RuntimeError", "ExitStatus"].includes(name) || /^PGlite /.test(message) || isBreakdown(cause);
}

/**
 * The code of the file system's error that an error is or was caused by: Node's have a call and a code, those of the
 * embedded database's files a number alone, and its queries have Postgres's code.
 */
export function fileErrorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { name, code, syscall, errno, cause } = error as Partial<NodeJS.ErrnoException> & { cause?: unknown };
  if (code === POSTGRES_DISK_FULL) return "ENOSPC";
  if (typeof code === "string" && typeof syscall === "string") return code;
  if (name === "ErrnoError" && typeof errno === "number") return WASI_ERRORS[errno] ?? `error ${errno}`;
  return fileErrorCode(cause);
}

/**
 * Makes a folder and those above it, for the owner alone, and makes sure that files can be written there.
 * @throws DataFolderError when that's not possible
 */
export function makeFolder(path: string): void {
  try {
    makeEach(path);
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw inDataFolderWords(error, path);
  }
}

/** Step by step: below a folder that takes none, such as /proc, Node's own `recursive` tries forever. */
function makeEach(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && isFolder(path)) return;
    const above = dirname(path);
    if (code !== "ENOENT" || isFolder(above) || above === path) throw error;
    makeEach(above);
    makeEach(path);
  }
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
