import { and, eq, isNull, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { databaseNow } from "@/db/clock";
import { userTotp } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { type Attempt, countAttempt, forgiveAttempt, lockWhereSpent } from "@/lib/auth/limits";
import { auditLocksOf } from "@/lib/auth/note-lock";
import { endSessionsOf } from "@/lib/auth/sessions";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { RECOVERY_CODE_COUNT, stepOfCode } from "@/lib/auth/two-factor";
import { AppError } from "@/lib/errors";
import { enqueueSecurityNotice } from "@/lib/outbox/enqueue-security-notice";
import { confirmPassword, lockOwnAccount } from "./confirm-password";
import { ownAccount } from "./own-account";
import { readPendingSecret } from "./pending-secret";
import { replaceRecoveryCodes } from "./replace-recovery-codes";
import type { TwoFactorChangeInput } from "./schema";

/**
 * J9: turns two-factor authentication on, once the app shows a right code, and ends all other sessions. It takes the
 * password too: otherwise someone at an unattended session could lock its owner out for good.
 * @returns the recovery codes, in clear this once.
 * @throws AppError as `confirmPassword` and `lockOwnAccount`; CODE_WRONG (code), TWO_FACTOR_CHANGED. Nothing has
 * changed then.
 */
export async function confirmTwoFactor(actor: Actor, input: TwoFactorChangeInput): Promise<string[]> {
  const { userId, sessionId } = actor;
  const confirmed = await confirmPassword(actor, input.currentPassword);
  const attempts: Attempt[] = [{ limit: "code", subject: String(userId) }];
  const noteLock = auditLocksOf({ id: userId, ...actor }, auditActor(actor));
  await countAttempt(attempts, noteLock);
  const codes = await asSystem("own two-factor", async (tx) => {
    await lockOwnAccount(tx, actor, confirmed);
    const pending = await readPendingSecret(tx, userId);
    if (!pending) throw new AppError("TWO_FACTOR_CHANGED");
    const step = stepOfCode(pending.secret, input.code, await databaseNow(tx));
    if (step === null) return null;
    const turnedOn = await tx
      .update(userTotp)
      // The code just used is spent: it does not sign in as well.
      .set({ confirmedAt: sql`now()`, lastUsedStep: step })
      .where(and(eq(userTotp.userId, userId), isNull(userTotp.confirmedAt), eq(userTotp.sealedSecret, pending.sealed)))
      .returning({ userId: userTotp.userId });
    if (turnedOn.length === 0) throw new AppError("TWO_FACTOR_CHANGED");
    await endSessionsOf(tx, userId, "two_factor_change", sessionId);
    await forgetTrustedBrowsers(tx, userId);
    await forgiveAttempt(tx, attempts);
    const details = { recoveryCodes: RECOVERY_CODE_COUNT };
    await audit(tx, auditActor(actor), "user.enable_two_factor", ownAccount(actor), details);
    await enqueueSecurityNotice(tx, userId, "two_factor_on", { request: actor.request });
    return replaceRecoveryCodes(tx, userId);
  });
  if (codes) return codes;
  await lockWhereSpent(attempts, noteLock);
  throw new AppError("CODE_WRONG", "code");
}
