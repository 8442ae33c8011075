import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { and, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import type { Transaction } from "@/db";
import { recoveryCodes, userTotp } from "@/db/tables";
import { keysFor } from "./keys";

/** RFC 6238 with the values that every authenticator app takes: SHA-1, 6 digits, 30 s. */
const PERIOD_SECONDS = 30;
/** Clocks may be one step apart, either way. */
const WINDOW_STEPS = 1;

/** The authenticator of a secret (base32), labelled for the person's app. */
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

/** The step of a right code (the number of 30 s since 1970), or null. */
export function stepOfCode(secret: string, code: string, at: Date = new Date()): number | null {
  const totp = authenticator(secret, "", "");
  const delta = totp.validate({ token: code, timestamp: at.getTime(), window: WINDOW_STEPS });
  return delta === null ? null : Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

/** Recovery codes are 50 random bits: a fast hash keeps them as safe as a slow one would. */
export function hashRecoveryCode(userId: number, code: string): string {
  return createHash("sha256").update(`${userId}:${code}`).digest("base64url");
}

/**
 * Whether a code is right for a user with two-factor on, and spends it: a step and a recovery code work once each, also
 * when two requests bring the same one at once.
 */
export async function verifySecondFactor(tx: Transaction, userId: number, code: string): Promise<boolean> {
  if (!/^\d{6}$/.test(code)) return spendRecoveryCode(tx, userId, code);
  const [row] = await tx
    .select({ sealed: userTotp.sealedSecret })
    .from(userTotp)
    .where(and(eq(userTotp.userId, userId), isNotNull(userTotp.confirmedAt)));
  const step = row ? stepOfCode(openSecret(row.sealed, userId), code) : null;
  if (step === null) return false;
  const spent = await tx
    .update(userTotp)
    .set({ lastUsedStep: step })
    .where(and(eq(userTotp.userId, userId), or(isNull(userTotp.lastUsedStep), lt(userTotp.lastUsedStep, step))))
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
        eq(recoveryCodes.hash, hashRecoveryCode(userId, code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId });
  return spent.length === 1;
}
