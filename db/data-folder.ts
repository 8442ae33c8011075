import { accessSync, constants, mkdirSync, statSync } from "node:fs";
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
  if (code === undefined) return error;
  const named: unknown = error instanceof Error ? Reflect.get(error, "path") : undefined;
  const place = typeof named === "string" ? named : path;
  const words = WORDS[code]?.(place) ?? `${place} can't be used (${code}). Check the disk, or ${OTHER_FOLDER}`;
  return new DataFolderError(words + ENDING, { cause: error });
}

/** The code of a file system's error: Node's have a call and a code, those of the embedded database a number alone. */
function fileErrorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { name, code, syscall, errno } = error as Partial<NodeJS.ErrnoException>;
  if (typeof code === "string" && typeof syscall === "string") return code;
  return name === "ErrnoError" && typeof errno === "number" ? (WASI_ERRORS[errno] ?? `error ${errno}`) : undefined;
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
