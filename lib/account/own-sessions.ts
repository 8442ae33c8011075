import { and, eq, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { sessions } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { endSessionsOf } from "@/lib/auth/sessions";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { AppError } from "@/lib/errors";
import { ownAccount, ownSession } from "./own-account";

/**
 * J9: ends one of one's own sessions. One that has already ended is fine.
 * @throws AppError NOT_FOUND for another user's session and for one that never existed.
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

/**
 * J9, "Sign out everywhere": ends all sessions of the user, this one and sign-ins in progress included, and all trust
 * in browsers.
 */
export async function signOutEverywhere(actor: Actor): Promise<void> {
  await asActor(actor, async (tx) => {
    await forgetTrustedBrowsers(tx, actor.userId);
    await endSessionsOf(tx, actor.userId, "sign_out_everywhere");
    await audit(tx, auditActor(actor), "session.end_all", ownAccount(actor));
  });
}

/** J9, "Forget trusted browsers": the next sign-in asks for a code everywhere. Without a trusted browser nothing changes. */
export async function forgetOwnTrustedBrowsers(actor: Actor): Promise<void> {
  await asActor(actor, async (tx) => {
    const browsers = await forgetTrustedBrowsers(tx, actor.userId);
    if (browsers > 0)
      await audit(tx, auditActor(actor), "user.forget_trusted_browsers", ownAccount(actor), { browsers });
  });
}
