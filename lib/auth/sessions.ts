import { and, eq, gt, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import { asSystem, rowsOf, type Transaction } from "@/db";
import { eulaAcceptances, eulaVersions, sessions, tenants, userRoles, users, userTotp } from "@/db/tables";
import { type Actor, accessOf } from "@/lib/access/actor";
import { idInForce } from "@/lib/auth/agreement-in-force";
import { languageSchema } from "@/lib/fields/language";
import type { RequestInfo } from "@/lib/http/request-info";
import { readTimeZone } from "@/lib/time-zone/names";
import type { Language, Role, Service } from "@/lib/vocabulary";

/** portal-spec.md, "Rules": 24 h at most, 1 h idle. */
export const SESSION_HOURS = 24;
const IDLE_HOURS = 1;
/** `last_seen_at` is written at most once in this time, so that reading a page rarely writes. */
const SEEN_EVERY_SECONDS = 60;
/** Between the password and the code; and between the last step and the cookie that Auth.js sets in the same request. */
const PENDING_MINUTES = 10;

export type EndReason =
  | "sign_out"
  | "sign_out_everywhere"
  | "password_change"
  | "two_factor_change"
  | "user_disabled"
  | "tenant_disabled"
  | "administrator";

/** A session that lets its user in, as far as its own row can tell. */
export const liveSession = and(
  eq(sessions.state, "active"),
  gt(sessions.expiresAt, sql`now()`),
  gt(sessions.lastSeenAt, sql`now() - make_interval(hours => ${IDLE_HOURS}::int)`),
);

type Owner = { id: number; tenantId: number; tenantPath: string };

/** Opens a session that still waits for the code, or only for its cookie. Nothing accepts it before. */
export async function openSession(
  tx: Transaction,
  owner: Owner,
  state: "pending_code" | "pending_cookie",
  request: RequestInfo,
): Promise<string> {
  const [row] = await tx
    .insert(sessions)
    .values({
      userId: owner.id,
      tenantId: owner.tenantId,
      tenantPath: owner.tenantPath,
      state,
      address: request.address,
      userAgent: request.userAgent,
      // Asked here and not later: a session opened before the company required it goes on until it ends.
      twoFactorDue: sql`two_factor_required(${owner.tenantPath}::ltree) and not ${hasTwoFactor(sql`${owner.id}::bigint`)}`,
      expiresAt: sql`now() + make_interval(hours => ${SESSION_HOURS}::int)`,
    })
    .returning({ id: sessions.id });
  if (!row) throw new Error("the session was not stored");
  return row.id;
}

/**
 * Makes a session that waits for its cookie active, once. Checks again that the account is open: it may have been disabled since
 * the password was right.
 * @returns the session id, or null when there is nothing to activate.
 */
export async function activateSession(id: string): Promise<string | null> {
  return asSystem("sign-in", async (tx) => {
    await lockOwnerOf(tx, id);
    const [session] = await tx
      .update(sessions)
      .set({ state: "active", lastSeenAt: sql`now()` })
      .where(
        and(
          eq(sessions.id, id),
          eq(sessions.state, "pending_cookie"),
          gt(sessions.createdAt, sql`now() - make_interval(mins => ${PENDING_MINUTES}::int)`),
          sql`tenant_is_open(${sessions.tenantPath})`,
          inArray(sessions.userId, tx.select({ id: users.id }).from(users).where(openUser)),
        ),
      )
      .returning({ id: sessions.id, userId: sessions.userId });
    if (!session) return null;
    await tx.update(users).set({ lastSignInAt: sql`now()` }).where(eq(users.id, session.userId));
    return session.id;
  });
}

/**
 * Locks the user of a session before the session itself, in the order in which shutting a user out takes both. The
 * other way around, the two would wait for each other, and Postgres might cancel the one that shuts out.
 */
export async function lockOwnerOf(tx: Transaction, sessionId: string): Promise<void> {
  const owner = tx.select({ id: sessions.userId }).from(sessions).where(eq(sessions.id, sessionId));
  await tx.select({ id: users.id }).from(users).where(inArray(users.id, owner)).for("update");
}

const hasTwoFactor = (userId: SQL) => sql`exists (
  select from ${userTotp} where ${userTotp.userId} = ${userId} and ${userTotp.confirmedAt} is not null)`;

const openUser = sql`${users.disabledAt} is null and ${users.deletedAt} is null and ${users.activatedAt} is not null`;

/** Who a session belongs to, and the look of their pages as the room of brands reads it. */
export type SessionView = { actor: Actor; look: unknown };

/** The actor of a session: `viewSession` without the look. */
export async function actorOfSession(sessionId: string, request: RequestInfo): Promise<Actor | null> {
  return (await viewSession(sessionId, request))?.actor ?? null;
}

/**
 * The actor of a session, or null when it ended, ran out, idled, or when the user or a tenant above was disabled or deleted.
 * Asked on every request, by one statement. Notes that the session is in use.
 */
export async function viewSession(sessionId: string, request: RequestInfo): Promise<SessionView | null> {
  return viewWhere(sessionId, request, liveSession);
}

/** What ends a session without taking trust from what was started in it. */
const ENDED_IN_PEACE = or(ne(sessions.state, "ended"), eq(sessions.endReason, "sign_out"));

/**
 * The actor of a session for work that was started in it and goes on without it: also after signing out, or once it ran
 * out. Null when it was ended otherwise, or when the user or a tenant above was disabled or deleted.
 * @param request the one that started the work.
 */
export async function actorOfWork(sessionId: string, request: RequestInfo): Promise<Actor | null> {
  return (await viewWhere(sessionId, request, ENDED_IN_PEACE))?.actor ?? null;
}

async function viewWhere(
  sessionId: string,
  request: RequestInfo,
  usable: SQL | undefined,
): Promise<SessionView | null> {
  const [row] = await asSystem("session", (tx) => selectSession(tx, sessionId, usable), "one statement");
  if (!row) return null;
  const { unseen, language, timeZone, companyTimeZone, look, ...user } = row;
  if (unseen && usable === liveSession) await noteInUse(sessionId);
  const actor = {
    ...user,
    language: readLanguage(language),
    timeZone: readTimeZone(timeZone ?? companyTimeZone),
    companyTimeZone: readTimeZone(companyTimeZone),
    access: accessOf(user.roles),
    sessionId,
    request,
  };
  return { actor, look };
}

/** Only forward and only while active: a session ended meanwhile stays ended. */
async function noteInUse(sessionId: string): Promise<void> {
  await asSystem(
    "session",
    (tx) =>
      tx
        .update(sessions)
        .set({ lastSeenAt: sql`now()` })
        .where(and(eq(sessions.id, sessionId), eq(sessions.state, "active"))),
    "one statement",
  );
}

function selectSession(tx: Transaction, sessionId: string, usable: SQL | undefined) {
  return tx
    .select({
      userId: users.id,
      login: users.login,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      language: users.language,
      timeZone: users.timeZone,
      companyTimeZone: sql<string | null>`time_zone_at(${tenants.path}, false)`,
      tenantId: tenants.id,
      tenantPath: tenants.path,
      tenantName: tenants.name,
      tenantKind: tenants.kind,
      roles: sql<Partial<Record<Service, Role>>>`coalesce((
          select json_object_agg(${userRoles.service}, ${userRoles.role}) from ${userRoles}
          where ${userRoles.userId} = ${users.id}), '{}')`,
      eulaAccepted: sql<boolean>`exists (
          select from ${eulaAcceptances} where ${eulaAcceptances.userId} = ${users.id} and ${eulaAcceptances.version} =
            (select version from ${eulaVersions} where ${eulaVersions.id} = ${idInForce}))`,
      // No more than what still holds: the company may not require it any longer, or it has been set up meanwhile.
      twoFactorDue: sql<boolean>`case when ${sessions.twoFactorDue}
          then two_factor_required(${tenants.path}) and not ${hasTwoFactor(sql`${users.id}`)} else false end`,
      now: sql<Date>`now()`.mapWith(sessions.lastSeenAt),
      look: sql<unknown>`brand_at(${tenants.path})`,
      unseen: sql<boolean>`${sessions.lastSeenAt} < now() - make_interval(secs => ${SEEN_EVERY_SECONDS}::int)`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(tenants, eq(tenants.id, sessions.tenantId))
    .where(and(eq(sessions.id, sessionId), usable, openUser, sql`tenant_is_open(${sessions.tenantPath})`));
}

function readLanguage(text: string): Language {
  return languageSchema.catch("en").parse(text);
}

/** Ends the session of a cookie. Ending it twice changes nothing. */
export async function endSession(sessionId: string, reason: EndReason): Promise<void> {
  await asSystem("session", (tx) => end(tx, reason, eq(sessions.id, sessionId)));
}

/** Ends all sessions of a user, pending ones too, except one that may be kept. */
export async function endSessionsOf(
  tx: Transaction,
  userId: number,
  reason: EndReason,
  exceptSessionId?: string,
): Promise<void> {
  const others = exceptSessionId ? ne(sessions.id, exceptSessionId) : undefined;
  await end(tx, reason, and(eq(sessions.userId, userId), others));
}

/**
 * Ends all sessions at and below a tenant, also where the actor may not look.
 * @returns how many there were. @throws when the tenant is not strictly below the actor's; the transaction is lost then.
 */
export async function endSessionsBelow(tx: Transaction, tenantId: number, reason: EndReason): Promise<number> {
  const result = await tx.execute(sql`select end_sessions_below(${tenantId}, ${reason}) as ended`);
  return rowsOf<{ ended: number }>(result)[0]?.ended ?? 0;
}

async function end(tx: Transaction, reason: EndReason, which: SQL | undefined): Promise<void> {
  await tx
    .update(sessions)
    .set({ state: "ended", endedAt: sql`now()`, endReason: reason })
    .where(and(which, ne(sessions.state, "ended")));
}

/** Housekeeping: sessions that ended or ran out more than 30 days ago. */
export async function deleteOldSessions(): Promise<void> {
  await asSystem("session housekeeping", (tx) =>
    tx.delete(sessions).where(sql`coalesce(${sessions.endedAt}, ${sessions.expiresAt}) < now() - interval '30 days'`),
  );
}
