import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import type { Transaction } from "@/db";
import { databaseNow } from "@/db/clock";
import { recoveryCodes, userTotp } from "@/db/tables";
import { keysFor, sign, signatures } from "./keys";

/** RFC 6238 with the values that every authenticator app takes: SHA-1, 6 digits, 30 s. */
const PERIOD_SECONDS = 30;
/** Clocks may be one step apart, either way. */
const WINDOW_STEPS = 1;

/** The authenticator of a secret (base32), labeled for the user's app. */
export function authenticator(secret: string, label: string, issuer: string): TOTP {
  return new TOTP({
    issuer,
    label,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}

/** A new secret: 160 random bits, 32 characters of base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** Encrypts a secret for the database: AES-256-GCM with the user's id bound in, so that rows cannot be swapped. */
export function sealSecret(secret: string, userId: number): string {
  const [key = Buffer.alloc(0)] = keysFor("totp");
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(String(userId)));
  return Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
    "base64url",
  );
}

/** @throws Error when no key of this installation opens it: the secret of then is neither current nor previous. */
export function openSecret(sealed: string, userId: number): string {
  const bytes = Buffer.from(sealed, "base64url");
  for (const key of keysFor("totp")) {
    try {
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12))
        .setAAD(Buffer.from(String(userId)))
        .setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString("utf8");
    } catch {
      // Sealed with the other key.
    }
  }
  throw new Error("A two-factor secret cannot be opened: AUTH_SECRET was changed without AUTH_SECRET_PREVIOUS");
}

/** The step of a right code (the number of 30 s since 1970), or null. @param at the database's time, as `databaseNow` tells it */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  // The library throws at other than ASCII digits.
  if (!/^\d{6}$/.test(code)) return null;
  const totp = authenticator(secret, "", "");
  const delta = totp.validate({ token: code, timestamp: at.getTime(), window: WINDOW_STEPS });
  return delta === null ? null : Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

/** Crockford's alphabet: no I, L, O and U, and 32 letters, so that each is 5 random bits. */
const RECOVERY_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RECOVERY_CODE_LENGTH = 10;

/** How many recovery codes a user gets at a time. */
export const RECOVERY_CODE_COUNT = 10;

/** A new set of recovery codes in clear, to be shown once. */
export function newRecoveryCodes(): string[] {
  const codes = new Set<string>();
  while (codes.size < RECOVERY_CODE_COUNT) {
    const letters = Array.from(randomBytes(RECOVERY_CODE_LENGTH), (byte) => RECOVERY_ALPHABET[byte % 32]);
    codes.add(letters.join(""));
  }
  return [...codes];
}

/** A recovery code as the database keeps it: keyed, since 50 bits would not withstand guessing against a stolen copy. */
export function hashRecoveryCode(userId: number, code: string): string {
  return sign("recovery code", recoverySubject(userId, code));
}

/** What is signed of a code. Letters that the alphabet leaves out are read as the digits they look like. */
function recoverySubject(userId: number, code: string): string {
  return `${userId}:${code.replaceAll("O", "0").replace(/[IL]/g, "1")}`;
}

/**
 * Whether a code is right for a user with two-factor on, and spends it: a step and a recovery code work once each, also
 * when two requests bring the same one at the same time.
 */
export async function verifySecondFactor(tx: Transaction, userId: number, code: string): Promise<boolean> {
  if (!/^\d{6}$/.test(code)) return spendRecoveryCode(tx, userId, code);
  const [row] = await tx
    .select({ sealed: userTotp.sealedSecret })
    .from(userTotp)
    .where(and(eq(userTotp.userId, userId), isNotNull(userTotp.confirmedAt)));
  if (!row) return false;
  const secret = openSecret(row.sealed, userId);
  const step = stepOfCode(secret, code, await databaseNow(tx));
  if (step === null) return false;
  const spent = await tx
    .update(userTotp)
    // Sealed again with the current key, so that a previous AUTH_SECRET can be dropped some day.
    .set({ lastUsedStep: step, sealedSecret: sealSecret(secret, userId) })
    .where(
      and(
        eq(userTotp.userId, userId),
        // The very secret the code was right for: it may have been replaced since it was read.
        eq(userTotp.sealedSecret, row.sealed),
        isNotNull(userTotp.confirmedAt),
        or(isNull(userTotp.lastUsedStep), lt(userTotp.lastUsedStep, step)),
      ),
    )
    .returning({ userId: userTotp.userId });
  return spent.length === 1;
}

async function spendRecoveryCode(tx: Transaction, userId: number, code: string): Promise<boolean> {
  const spent = await tx
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        inArray(recoveryCodes.hash, signatures("recovery code", recoverySubject(userId, code))),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId });
  return spent.length === 1;
}
