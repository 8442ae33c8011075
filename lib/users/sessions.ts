import { and, desc, eq, sql } from "drizzle-orm";
import { asActor, rowsOf } from "@/db";
import { sessions } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertCanChange } from "@/lib/access/reach";
import { canEndSessions } from "@/lib/access/users";
import { audit, auditActor } from "@/lib/audit/audit";
import { endSessionsOf, liveSession } from "@/lib/auth/sessions";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { AppError } from "@/lib/errors";
import { readUserAgent } from "@/lib/http/user-agent";
import { findTenant } from "@/lib/tenants/queries";
import { auditedUser, lockUser } from "./lock-user";
import type { UserSessionsView } from "./model";

/**
 * Ends one session of a user immediately. One that has already ended is fine.
 * @throws AppError NOT_FOUND, the same for another user's session and one that never existed; FORBIDDEN, SELF (one's
 * own sessions are in "My account"). Nothing has changed then.
 */
export async function endUserSession(
  actor: Actor,
  { tenantId, userId, sessionId }: { tenantId: number; userId: number; sessionId: string },
): Promise<void> {
  assertCanChange(actor);
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

/**
 * Ends all sessions of a user immediately, sign-ins in progress included. The user can sign in again.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF (one's own sessions are in "My account"). Nothing has changed then.
 */
export async function endUserSessions(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.end_sessions", tenantId, userId);
    await endSessionsOf(tx, user.id, "administrator");
    await audit(tx, auditActor(actor), "session.revoke_all", auditedUser(user));
  });
}

/** More than anyone has at a time; the last used ones are shown. "All" ends all. */
const SESSIONS_AT_MOST = 50;

/**
 * Where a user is signed in right now, last used first, and how many of their browsers are trusted. Nothing for a user of
 * another tenant.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN.
 */
export async function readUserSessions(actor: Actor, tenantId: number, userId: number): Promise<UserSessionsView> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "user.list", tenant);
    const rows = await tx
      .select({
        id: sessions.id,
        address: sessions.address,
        userAgent: sessions.userAgent,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
      })
      .from(sessions)
      .where(and(eq(sessions.userId, userId), eq(sessions.tenantId, tenant.id), liveSession))
      .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
      .limit(SESSIONS_AT_MOST);
    const [trusted] = rowsOf<{ count: number }>(
      await tx.execute(sql`select trusted_browsers_of(id) as count from users
        where id = ${userId} and tenant_id = ${tenant.id}`),
    );
    return {
      tenantId: tenant.id,
      own: userId === actor.userId,
      mayEnd: canEndSessions(actor, { id: userId }, { path: tenant.path }),
      sessions: rows.map(({ userAgent, ...session }) => ({
        ...session,
        ...readUserAgent(userAgent),
        current: session.id === actor.sessionId,
      })),
      trustedBrowsers: trusted?.count ?? 0,
    };
  });
}

/**
 * "Reset trusted browsers": the user's next sign-in asks for a code in every browser. Without a trusted one nothing
 * changes.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF (one's own are in "My account"). Nothing has changed then.
 */
export async function resetTrustedBrowsers(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.reset_trusted_browsers", tenantId, userId);
    const browsers = await forgetTrustedBrowsers(tx, user.id);
    if (browsers === 0) return;
    await audit(tx, auditActor(actor), "user.reset_trusted_browsers", auditedUser(user), { browsers });
  });
}
