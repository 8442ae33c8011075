import { asActor } from "@/db";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { issueToken } from "@/lib/auth/tokens";
import { enqueueEmail } from "@/lib/email/enqueue-email";
import { AppError } from "@/lib/errors";
import { countMailTo } from "./count-mail";
import { auditedUser, lockUser } from "./lock-user";

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
