import { asSystem } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { RECOVERY_CODE_COUNT } from "@/lib/auth/two-factor";
import { enqueueSecurityNotice } from "@/lib/outbox/enqueue-security-notice";
import { confirmPassword, lockOwnAccount } from "./confirm-password";
import { ownAccount } from "./own-account";
import { replaceRecoveryCodes } from "./replace-recovery-codes";
import { requireTwoFactorOn } from "./require-two-factor-on";

/**
 * J9: makes a new set of recovery codes; the earlier ones work no longer.
 * @returns the codes, in clear this once.
 * @throws AppError as `confirmPassword` and `lockOwnAccount`; TWO_FACTOR_CHANGED. Nothing has changed then.
 */
export async function renewRecoveryCodes(actor: Actor, currentPassword: string): Promise<string[]> {
  const confirmed = await confirmPassword(actor, currentPassword);
  return asSystem("own two-factor", async (tx) => {
    await lockOwnAccount(tx, actor, confirmed);
    await requireTwoFactorOn(tx, actor.userId);
    // If the codes may have leaked, a browser that one of them opened must not stay trusted.
    await forgetTrustedBrowsers(tx, actor.userId);
    const details = { recoveryCodes: RECOVERY_CODE_COUNT };
    await audit(tx, auditActor(actor), "user.new_recovery_codes", ownAccount(actor), details);
    await enqueueSecurityNotice(tx, actor.userId, "recovery_codes_renewed", { request: actor.request });
    return replaceRecoveryCodes(tx, actor.userId);
  });
}
