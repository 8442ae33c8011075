import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import type { UserAction } from "@/lib/access/users";
import { countAttempt } from "@/lib/auth/limits";
import { type LockedUser, lockUser } from "./lock-user";

/**
 * Before an administrator has an email sent to somebody: counts it, so that nobody's inbox is filled. Only what the actor may
 * do counts; else anybody could use the limit up for people who are none of their business. Outside any transaction.
 * @param causesMail whether what is about to be done to the user sends anything.
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
