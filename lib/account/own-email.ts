import { asSystem } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { auditActor } from "@/lib/audit/audit";
import { countAttempt } from "@/lib/auth/limits";
import { AppError } from "@/lib/errors";
import { giveUpEmailChange, requestEmailChange, sendEmailChangeAgain } from "@/lib/users/email-change";
import { namingHolder } from "@/lib/users/login-holder";
import type { OwnEmailInput } from "@/lib/users/schema";
import { confirmPassword, lockOwnAccount } from "./confirm-password";
import { lockOwnUser } from "./lock-own-user";

/**
 * J9: asks one's new address to confirm itself by a link, and tells the present one. Until then nothing changes.
 * @throws AppError as `confirmPassword` and `lockOwnAccount`; EMAIL_UNCHANGED, EMAIL_IS_A_LOGIN and LOGIN_OF_DELETED_… (email),
 *   TOO_MANY_REQUESTS. Nothing has changed then.
 */
export async function changeOwnEmail(
  actor: Actor,
  { currentPassword, ...wanted }: Omit<OwnEmailInput, "holder">,
): Promise<void> {
  const confirmed = await confirmPassword(actor, currentPassword);
  if (wanted.email === actor.email) throw new AppError("EMAIL_UNCHANGED", "email");
  await countAttempt([{ limit: "emailChange", subject: String(actor.userId) }]);
  const request = () =>
    asSystem("own email", async (tx) => {
      await lockOwnAccount(tx, actor, confirmed);
      await requestEmailChange(tx, auditActor(actor), await lockOwnUser(tx, actor), wanted, null);
    });
  await namingHolder(actor, wanted.email, request);
}

/**
 * J9: sends the link to one's new address again; the older one ends. It goes to the same address, so it takes no
 * password.
 * @throws AppError SIGNED_OUT, NO_EMAIL_CHANGE, EMAIL_IS_A_LOGIN, TOO_MANY_REQUESTS. Nothing has changed then.
 */
export async function resendOwnEmailChange(actor: Actor): Promise<void> {
  await countAttempt([{ limit: "emailChange", subject: String(actor.userId) }]);
  await asSystem("own email", async (tx) => {
    await sendEmailChangeAgain(tx, auditActor(actor), await lockOwnUser(tx, actor));
  });
}

/**
 * J9: cancels the change of one's own address, no matter who requested it. Without one nothing changes.
 * @throws AppError SIGNED_OUT when the account is gone.
 */
export async function cancelOwnEmailChange(actor: Actor): Promise<void> {
  await asSystem("own email", async (tx) => {
    await giveUpEmailChange(tx, auditActor(actor), await lockOwnUser(tx, actor));
  });
}
