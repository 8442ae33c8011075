import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { recoveryCodes, userTotp } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { type Attempt, countAttempt, forgiveAttempt, lockWhereSpent } from "@/lib/auth/limits";
import { auditLocksOf } from "@/lib/auth/note-lock";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { verifySecondFactor } from "@/lib/auth/two-factor";
import { isTwoFactorRequired } from "@/lib/auth/two-factor-required";
import { AppError } from "@/lib/errors";
import { enqueueSecurityNotice } from "@/lib/outbox/enqueue-security-notice";
import { confirmPassword, lockOwnAccount } from "./confirm-password";
import { ownAccount } from "./own-account";
import { requireTwoFactorOn } from "./require-two-factor-on";
import type { TwoFactorChangeInput } from "./schema";

/**
 * J9: turns two-factor authentication off. Asks both factors: the password, and a code or a recovery code.
 * @throws AppError as `confirmPassword` and `lockOwnAccount`; CODE_WRONG (code), TWO_FACTOR_CHANGED,
 *   TWO_FACTOR_REQUIRED while the company requires it. Nothing has changed then.
 */
export async function turnOffTwoFactor(actor: Actor, input: TwoFactorChangeInput): Promise<void> {
  const { userId } = actor;
  const confirmed = await confirmPassword(actor, input.currentPassword);
  const attempts: Attempt[] = [{ limit: "code", subject: String(userId) }];
  const noteLock = auditLocksOf({ id: userId, ...actor }, auditActor(actor));
  await countAttempt(attempts, noteLock);
  const turnedOff = await asSystem("own two-factor", async (tx) => {
    await lockOwnAccount(tx, actor, confirmed);
    await requireTwoFactorOn(tx, userId);
    if (await isTwoFactorRequired(tx, actor)) throw new AppError("TWO_FACTOR_REQUIRED");
    if (!(await verifySecondFactor(tx, userId, input.code))) return false;
    await tx.delete(userTotp).where(eq(userTotp.userId, userId));
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
    await forgetTrustedBrowsers(tx, userId);
    await forgiveAttempt(tx, attempts);
    await audit(tx, auditActor(actor), "user.disable_two_factor", ownAccount(actor));
    await enqueueSecurityNotice(tx, userId, "two_factor_off", { request: actor.request });
    return true;
  });
  if (turnedOff) return;
  await lockWhereSpent(attempts, noteLock);
  throw new AppError("CODE_WRONG", "code");
}
