import { asSystem } from "@/db";
import { auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { countAttempt } from "@/lib/auth/limits";
import { sendEmailChangeAgain } from "@/lib/users/email-change";
import { lockOwnUser } from "./lock-own-user";

/**
 * J9: sends the link to one's new address again; the older one ends. To the same address, so no password is asked.
 * @throws AppError SIGNED_OUT, NO_EMAIL_CHANGE, EMAIL_IS_A_LOGIN, TOO_MANY_REQUESTS. Nothing has changed then.
 */
export async function resendOwnEmailChange(actor: Actor): Promise<void> {
  await countAttempt([{ limit: "emailChange", subject: String(actor.userId) }]);
  await asSystem("own email", async (tx) => {
    await sendEmailChangeAgain(tx, auditActor(actor), await lockOwnUser(tx, actor));
  });
}
