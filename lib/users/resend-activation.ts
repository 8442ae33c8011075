import { asActor } from "@/db";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { issueToken } from "@/lib/auth/tokens";
import { enqueueEmail } from "@/lib/email/enqueue-email";
import { AppError } from "@/lib/errors";
import { countMailTo } from "./count-mail";
import { auditedUser, lockUser } from "./lock-user";

/**
 * Sends a new activation link to a user who has not activated the account; the older link ends and says so.
 * @throws AppError NOT_FOUND, FORBIDDEN, ALREADY_ACTIVE, USER_DISABLED, TENANT_DISABLED, TOO_MANY_EMAILS.
 */
export async function resendActivation(actor: Actor, tenantId: number, userId: number): Promise<void> {
  await countMailTo(actor, "user.resend_activation", tenantId, userId);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.resend_activation", tenantId, userId);
    if (user.deletedAt) throw new AppError("NOT_FOUND");
    if (user.activatedAt) throw new AppError("ALREADY_ACTIVE");
    if (user.disabledAt) throw new AppError("USER_DISABLED");
    // The link would not work: its page says that it was never made.
    if (!user.tenantOpen) throw new AppError("TENANT_DISABLED");
    const tokenId = await issueToken(tx, "activation", user.id);
    await enqueueEmail(tx, { template: "activation", user, payload: { tokenId } });
    await audit(tx, auditActor(actor), "user.resend_activation", auditedUser(user));
  });
}
