import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import type { UserAction } from "@/lib/access/users";
import { countAttempt } from "@/lib/auth/limits";
import { type LockedUser, lockUser } from "./lock-user";

/**
 * Before an administrator sends someone an email: counts it, so that no inbox is flooded. Only what the actor can do
 * counts; otherwise anyone could use up the limit for users out of their reach. Outside any transaction.
 * @param causesMail whether the action sends anything.
 * @throws AppError NOT_FOUND, FORBIDDEN, TOO_MANY_EMAILS (with minutes).
 */
export async function countMailTo(
  actor: Actor,
  action: UserAction,
  tenantId: number,
  userId: number,
  causesMail: (user: LockedUser) => boolean = () => true,
): Promise<void> {
  assertCanChange(actor);
  const user = await asActor(actor, (tx) => lockUser(tx, actor, action, tenantId, userId));
  if (causesMail(user)) await countAttempt([{ limit: "mailToUser", subject: String(userId) }]);
}
