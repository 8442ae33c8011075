import { and, eq, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { sessions } from "@/db/tables";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { auditedUser, lockUser } from "./lock-user";
import { assertMayChange } from "./policy";

/**
 * Ends one session of a user, at once. One that ended meanwhile is fine: that is what was asked for.
 * @throws AppError NOT_FOUND, the same for a session of anybody else and one that never was; FORBIDDEN, SELF (one's own
 *   sessions stand in "My account"). Nothing has changed then.
 */
export async function endUserSession(
  actor: Actor,
  { tenantId, userId, sessionId }: { tenantId: number; userId: number; sessionId: string },
): Promise<void> {
  assertMayChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.end_sessions", tenantId, userId);
    const theirs = and(eq(sessions.id, sessionId), eq(sessions.userId, user.id), eq(sessions.tenantId, tenantId));
    const ended = await tx
      .update(sessions)
      .set({ state: "ended", endedAt: sql`now()`, endReason: "administrator" })
      .where(and(theirs, eq(sessions.state, "active")))
      .returning({ id: sessions.id });
    if (ended.length === 1) {
      const session = { ...auditedUser(user), type: "session" as const, id: sessionId };
      await audit(tx, auditActor(actor), "session.revoke", session);
      return;
    }
    const [known] = await tx.select({ id: sessions.id }).from(sessions).where(theirs);
    if (!known) throw new AppError("NOT_FOUND");
  });
}
