import { asSystem } from "@/db";
import { auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { countAttempt } from "@/lib/auth/limits";
import { AppError } from "@/lib/errors";
import { requestEmailChange } from "@/lib/users/email-change";
import type { OwnEmailInput } from "@/lib/users/schema";
import { confirmPassword, lockOwnAccount } from "./confirm-password";
import { lockOwnUser } from "./lock-own-user";

/**
 * J9: asks one's new address to confirm itself by a link, and tells the present one. Until then nothing changes.
 * @throws AppError as `confirmPassword` and `lockOwnAccount`; EMAIL_UNCHANGED, EMAIL_IS_A_LOGIN (email), TOO_MANY_REQUESTS.
 *   Nothing has changed then.
 */
export async function changeOwnEmail(actor: Actor, { currentPassword, ...wanted }: OwnEmailInput): Promise<void> {
  const confirmed = await confirmPassword(actor, currentPassword);
  if (wanted.email === actor.email) throw new AppError("EMAIL_UNCHANGED", "email");
  await countAttempt([{ limit: "emailChange", subject: String(actor.userId) }]);
  await asSystem("own email", async (tx) => {
    await lockOwnAccount(tx, actor, confirmed);
    await requestEmailChange(tx, auditActor(actor), await lockOwnUser(tx, actor), wanted, null);
  });
}
