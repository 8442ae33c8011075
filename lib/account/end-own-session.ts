import { and, eq, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { sessions } from "@/db/tables";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { ownSession } from "./own-account";

/**
 * J9: ends one of one's own sessions. One that ended meanwhile is fine: that is what was asked for.
 * @throws AppError NOT_FOUND for anybody else's session and for one that never was.
 */
export async function endOwnSession(actor: Actor, sessionId: string): Promise<void> {
  await asActor(actor, async (tx) => {
    const own = and(eq(sessions.id, sessionId), eq(sessions.userId, actor.userId));
    const ended = await tx
      .update(sessions)
      .set({ state: "ended", endedAt: sql`now()`, endReason: "sign_out" })
      .where(and(own, eq(sessions.state, "active")))
      .returning({ id: sessions.id });
    if (ended.length === 1) {
      await audit(tx, auditActor(actor), "session.end", ownSession(actor, sessionId));
      return;
    }
    const [known] = await tx.select({ id: sessions.id }).from(sessions).where(own);
    if (!known) throw new AppError("NOT_FOUND");
  });
}
