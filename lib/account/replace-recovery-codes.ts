import { eq } from "drizzle-orm";
import type { Transaction } from "@/db";
import { recoveryCodes } from "@/db/tables";
import { hashRecoveryCode, newRecoveryCodes } from "@/lib/auth/two-factor";

/**
 * Makes a new set of recovery codes in the caller's transaction; the earlier ones work no longer.
 * @returns the codes as they are shown, this once: XXXXX-XXXXX.
 */
export async function replaceRecoveryCodes(tx: Transaction, userId: number): Promise<string[]> {
  const codes = newRecoveryCodes();
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId, hash: hashRecoveryCode(userId, code) })));
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
}
