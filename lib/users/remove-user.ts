import { eq, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import { RECOVERY_DAYS } from "@/lib/vocabulary";
import { auditedUser, lockUser } from "./lock-user";
import { purgeDeletedUsers } from "./purge-deleted-users";

/**
 * Permanently deletes a deleted user before the 30 days are over, which frees the login: ends the time to recover them, and has the
 * nightly job's verb do the rest now. Should that be cut short, the night completes it.
 * @throws AppError NOT_FOUND, FORBIDDEN, NOT_DELETED. Nothing has changed then.
 */
export async function removeUser(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.remove", tenantId, userId);
    if (!user.deletedAt) throw new AppError("NOT_DELETED");
    const over = sql`least(${users.deletedAt}, now() - make_interval(days => ${RECOVERY_DAYS}::int))`;
    await tx.update(users).set({ deletedAt: over }).where(eq(users.id, user.id));
    await audit(tx, auditActor(actor), "user.remove", auditedUser(user));
  });
  await purgeDeletedUsers({ only: userId });
}
