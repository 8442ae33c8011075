import { asActor, type Transaction } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { issueToken } from "@/lib/auth/tokens";
import { AppError } from "@/lib/errors";
import { enqueueEmail } from "@/lib/outbox/enqueue-email";
import { countMailTo } from "./count-mail";
import { giveUpEmailChange, sendEmailChangeAgain } from "./email-change";
import { auditedUser, lockUser } from "./lock-user";

/**
 * Sends a new activation link to a user who has not activated the account; the older link ends and says so.
 * @throws AppError NOT_FOUND, FORBIDDEN, ALREADY_ACTIVE, USER_DISABLED, TENANT_DISABLED, TOO_MANY_EMAILS.
 */
export async function resendActivation(actor: Actor, tenantId: number, userId: number): Promise<void> {
  await countMailTo(actor, "user.resend_activation", tenantId, userId);
  await asActor(actor, (tx) => resendActivationIn(tx, actor, tenantId, userId));
}

/** The same in a transaction that does more, once `countMailTo` has counted it. */
export async function resendActivationIn(
  tx: Transaction,
  actor: Actor,
  tenantId: number,
  userId: number,
): Promise<void> {
  const user = await lockUser(tx, actor, "user.resend_activation", tenantId, userId);
  if (user.deletedAt) throw new AppError("NOT_FOUND");
  if (user.activatedAt) throw new AppError("ALREADY_ACTIVE");
  if (user.disabledAt) throw new AppError("USER_DISABLED");
  // The link would not work: its page says that it was never made.
  if (!user.tenantOpen) throw new AppError("TENANT_DISABLED");
  const tokenId = await issueToken(tx, "activation", user.id);
  await enqueueEmail(tx, { template: "activation", user, payload: { tokenId } });
  await audit(tx, auditActor(actor), "user.resend_activation", auditedUser(user));
}

/**
 * J6, "Reset password": sends a user the link by which they choose a new password. The present one works until then; an
 * administrator never gets to know or set either.
 * @throws AppError NOT_FOUND, FORBIDDEN, USER_DELETED, USER_DISABLED, NOT_ACTIVATED, TENANT_DISABLED, TOO_MANY_EMAILS. Nothing
 *   has changed then.
 */
export async function resetPasswordOfUser(actor: Actor, tenantId: number, userId: number): Promise<void> {
  await countMailTo(actor, "user.reset_password", tenantId, userId);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.reset_password", tenantId, userId);
    if (user.deletedAt) throw new AppError("USER_DELETED");
    if (user.disabledAt) throw new AppError("USER_DISABLED");
    if (!user.activatedAt) throw new AppError("NOT_ACTIVATED");
    // The link would not work: its page says that it was never made.
    if (!user.tenantOpen) throw new AppError("TENANT_DISABLED");
    const tokenId = await issueToken(tx, "password_reset", user.id);
    await enqueueEmail(tx, { template: "password_reset", user, payload: { tokenId } });
    const details = { sent: "password_reset" };
    await audit(tx, auditActor(actor), "user.request_password_reset", auditedUser(user), details);
  });
}

/**
 * "Send again" beside an address that waits to be confirmed: a fresh link, and the older one ends.
 * @throws AppError NOT_FOUND, FORBIDDEN, USER_DELETED, NO_EMAIL_CHANGE, USER_DISABLED, TENANT_DISABLED,
 *   EMAIL_IS_A_LOGIN, TOO_MANY_EMAILS. Nothing has changed then.
 */
export async function resendEmailChange(actor: Actor, tenantId: number, userId: number): Promise<void> {
  await countMailTo(actor, "user.update_general", tenantId, userId);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.update_general", tenantId, userId);
    if (user.deletedAt) throw new AppError("USER_DELETED");
    await sendEmailChangeAgain(tx, auditActor(actor), user);
  });
}

/**
 * "Cancel" beside an address that waits to be confirmed: its link works no longer. Cancelling twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN.
 */
export async function cancelEmailChange(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.update_general", tenantId, userId);
    await giveUpEmailChange(tx, auditActor(actor), user);
  });
}
