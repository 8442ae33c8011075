import { setTimeout } from "node:timers/promises";
import { and, asc, eq, sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { asSystem, rowsOf, type Transaction } from "@/db";
import { auditLog, sessions, users, userTotp } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { beginTwoFactor } from "@/lib/account/begin-two-factor";
import { confirmTwoFactor } from "@/lib/account/confirm-two-factor";
import { openSecret } from "@/lib/auth/two-factor";
import { actorFor, makeTenant, makeUser, PASSWORD, REQUEST, type TestTenant, type TestUser } from "./factories";

/** A user's session, as signing in leaves it. */
export function openSessionFor(
  user: TestUser,
  options: { state?: "active" | "pending_code"; userAgent?: string; idleMinutes?: number } = {},
): Promise<string> {
  const { state = "active", userAgent = REQUEST.userAgent, idleMinutes = 0 } = options;
  return asSystem("test", async (tx) => {
    const [row] = await tx
      .insert(sessions)
      .values({
        userId: user.id,
        tenantId: user.tenant.id,
        tenantPath: user.tenant.path,
        state,
        address: REQUEST.address,
        userAgent,
        lastSeenAt: new Date(Date.now() - idleMinutes * 60_000),
        expiresAt: new Date(Date.now() + 3_600_000),
      })
      .returning({ id: sessions.id });
    if (!row) throw new Error("the session was not stored");
    return row.id;
  });
}

/** A user who is really signed in, with PASSWORD; a backup user, who can only manage their own account. */
export async function signedIn(tenant?: TestTenant): Promise<{ user: TestUser; actor: Actor }> {
  const company = tenant ?? (await makeTenant("customer", await makeTenant("root")));
  const user = await makeUser({ tenant: company, role: "backup_user" });
  return { user, actor: await actorWithSession(user) };
}

/** The same user in one more session. */
export async function actorWithSession(user: TestUser): Promise<Actor> {
  return { ...actorFor(user), sessionId: await openSessionFor(user) };
}

/** The state of each session of a user, by ID. */
export async function sessionStates(user: TestUser): Promise<Record<string, string>> {
  const rows = await asSystem("test", (tx) =>
    tx.select({ id: sessions.id, state: sessions.state }).from(sessions).where(eq(sessions.userId, user.id)),
  );
  return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
}

/** The code that an app with this secret shows, by default now. */
export function appCode(secret: string, at: Date = new Date()): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
}

/** The secret that the database keeps for a user, decrypted. */
export async function secretOf({ id }: TestUser): Promise<string> {
  const [row] = await asSystem("test", (tx) =>
    tx.select({ sealed: userTotp.sealedSecret }).from(userTotp).where(eq(userTotp.userId, id)),
  );
  if (!row) throw new Error("no secret is stored");
  return openSecret(row.sealed, id);
}

/** Turns two-factor authentication on, and makes the step just used count as a past one so that the test has codes left. */
export async function withTwoFactor(user: TestUser, actor: Actor): Promise<{ secret: string; codes: string[] }> {
  await beginTwoFactor(actor);
  const secret = await secretOf(user);
  const codes = await confirmTwoFactor(actor, { currentPassword: PASSWORD, code: appCode(secret) });
  await asSystem("test", (tx) => tx.update(userTotp).set({ lastUsedStep: 1 }).where(eq(userTotp.userId, user.id)));
  return { secret, codes };
}

/** The audit entries about a user and their sessions, oldest first, in full. */
export function linesAbout(user: TestUser) {
  return asSystem("test", (tx) =>
    tx
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.tenantId, user.tenant.id), eq(auditLog.objectName, user.login)))
      .orderBy(asc(auditLog.id)),
  );
}

/**
 * Lets something run into the lock on a user's account, and changes the account while it waits: what a race would do
 * only now and then. Postgres only.
 */
export async function changeWhileWaiting<T>(
  user: TestUser,
  run: () => Promise<T>,
  change: (tx: Transaction) => Promise<unknown>,
): Promise<PromiseSettledResult<T>> {
  const answer = await asSystem("test", async (tx) => {
    await tx.select({ id: users.id }).from(users).where(eq(users.id, user.id)).for("update");
    const running = Promise.allSettled([run()]);
    for (let waiting = false; !waiting; await setTimeout(10)) {
      const found = await tx.execute(sql`select exists (select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock') as waiting`);
      waiting = rowsOf<{ waiting: boolean }>(found)[0]?.waiting ?? false;
    }
    await change(tx);
    return { running };
  });
  const [settled] = await answer.running;
  return settled;
}
