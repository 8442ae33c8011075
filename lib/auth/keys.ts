import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inDataFolderWords, makeFolder } from "@/db/data-folder";
import { EnvError, env, SECRET_MIN_CHARACTERS } from "@/lib/env";
import type { TokenPurpose } from "@/lib/vocabulary";

/** What a key is for. Each purpose has a key of its own, so that a value made for one means nothing to another. */
type Purpose =
  | `link:${TokenPurpose}`
  | "browser"
  | "limits"
  | "totp"
  | "recovery code"
  | "server actions"
  | "brand host";

let generated: string | undefined;

/**
 * The secrets of this installation, the current one first. What was made with the previous one (AUTH_SECRET_PREVIOUS) is
 * still accepted, but nothing new is made with it.
 */
export function authSecrets(): string[] {
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS, DATA_DIR } = env();
  if (!AUTH_SECRET) generated ??= secretKeptIn(DATA_DIR);
  const current = AUTH_SECRET ?? generated ?? "";
  return AUTH_SECRET_PREVIOUS ? [current, AUTH_SECRET_PREVIOUS] : [current];
}

/** The 32-byte keys for a purpose, the current one first (HKDF-SHA256 of each secret). */
export function keysFor(purpose: Purpose): Buffer[] {
  return authSecrets().map((secret) => Buffer.from(hkdfSync("sha256", secret, "", `backstay ${purpose}`, 32)));
}

/** Signs a value for a purpose: HMAC-SHA256, base64url. */
export function sign(purpose: Purpose, value: string): string {
  const [signature = ""] = signatures(purpose, value);
  return signature;
}

/** The signatures of a value that count today: with the current key, then with the previous one. For look-ups by one. */
export function signatures(purpose: Purpose, value: string): string[] {
  return keysFor(purpose).map((key) => createHmac("sha256", key).update(value).digest("base64url"));
}

/** Whether a signature was made by this installation for this purpose and value; takes the same time either way. */
export function verify(purpose: Purpose, value: string, signature: string): boolean {
  const given = Buffer.from(signature, "base64url");
  // Only the one spelling that sign() makes: decoding forgives foreign characters and spare bits at the end.
  if (given.toString("base64url") !== signature) return false;
  return keysFor(purpose).some((key) => {
    const expected = createHmac("sha256", key).update(value).digest();
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}

/** The file of a secret that is still being written. */
export const UNFINISHED_SECRET = /^auth-secret\.\d+$/;

/**
 * On the embedded database the secret is made once and kept beside it, readable only by its owner. It gets its name
 * when it is complete: an empty file, left by a full disk or kill -9, would make keys that anyone can guess.
 * @throws EnvError when the file holds no secret.
 * @throws DataFolderError when the file system refuses it.
 */
function secretKeptIn(dataDir: string): string {
  const path = join(/* turbopackIgnore: true */ dataDir, "auth-secret");
  if (!existsSync(path)) {
    makeFolder(dataDir);
    const partial = `${path}.${process.pid}`;
    try {
      writeFileSync(partial, randomBytes(33).toString("base64"), { mode: 0o600, flush: true });
      linkSync(partial, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw inDataFolderWords(error, path);
    } finally {
      rmSync(partial, { force: true });
    }
  }
  const secret = readSecret(path);
  if (secret.length >= SECRET_MIN_CHARACTERS) return secret;
  throw new EnvError([
    `AUTH_SECRET can't be read because ${path} is damaged. Restore that file from a backup. If you don't have one, delete the file, and Backstay creates a new secret.`,
  ]);
}

function readSecret(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw inDataFolderWords(error, path);
  }
}
