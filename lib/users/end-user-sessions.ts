import { asActor } from "@/db";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { endSessionsOf } from "@/lib/auth/sessions";
import { auditedUser, lockUser } from "./lock-user";
import { assertMayChange } from "./policy";

/**
 * Ends all sessions of a user at once, sign-ins under way included. The person may sign in again.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF (one's own sessions stand in "My account"). Nothing has changed then.
 */
export async function endUserSessions(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertMayChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.end_sessions", tenantId, userId);
    await endSessionsOf(tx, user.id, "administrator");
    await audit(tx, auditActor(actor), "session.revoke_all", auditedUser(user));
  });
}
