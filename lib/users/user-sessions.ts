import { and, desc, eq, sql } from "drizzle-orm";
import { asActor, rowsOf } from "@/db";
import { sessions } from "@/db/tables";
import { readUserAgent } from "@/lib/account/user-agent";
import type { Actor } from "@/lib/auth/actor";
import { liveSession } from "@/lib/auth/sessions";
import { findTenant } from "@/lib/tenants/queries";
import { assertCan, mayEndSessions } from "./policy";
import type { UserSessionsView } from "./schema";

/** More than anybody has at once; the last used ones are shown. "All" ends all. */
const SESSIONS_AT_MOST = 50;

/**
 * Where a user is signed in right now, last used first, and how many of their browsers are trusted. Nothing for a user of
 * another tenant.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN.
 */
export async function readUserSessions(actor: Actor, tenantId: number, userId: number): Promise<UserSessionsView> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "user.list", { tenantPath: tenant.path });
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
      mayEnd: mayEndSessions(actor, { id: userId }, { tenantPath: tenant.path }),
      sessions: rows.map(({ userAgent, ...session }) => ({
        ...session,
        ...readUserAgent(userAgent),
        current: session.id === actor.sessionId,
      })),
      trustedBrowsers: trusted?.count ?? 0,
    };
  });
}
