import { asActor } from "@/db";
import { auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { countMailTo } from "./count-mail";
import { sendEmailChangeAgain } from "./email-change";
import { lockUser } from "./lock-user";

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
