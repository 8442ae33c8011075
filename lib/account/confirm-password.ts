import { and, eq } from "drizzle-orm";
import { asSystem, type Transaction } from "@/db";
import { sessions, userPasswords, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { auditActor } from "@/lib/audit/audit";
import { type Attempt, countAttempt, forgiveAttempt, lockWhereSpent } from "@/lib/auth/limits";
import { auditLocksOf } from "@/lib/auth/note-lock";
import { verifyPassword } from "@/lib/auth/passwords";
import { AppError } from "@/lib/errors";

/** Proof that the current password was given; `lockOwnAccount` checks that it is still the current one. */
export type ConfirmedPassword = { hash: string };

/**
 * Before a change of credentials: checks that the user at the keyboard knows the current password.
 * @throws AppError PASSWORD_WRONG (currentPassword), SIGN_IN_LOCKED and TOO_MANY_REQUESTS (with minutes), BUSY.
 */
export async function confirmPassword(actor: Actor, currentPassword: string): Promise<ConfirmedPassword> {
  const attempts: Attempt[] = [{ limit: "currentPassword", subject: String(actor.userId) }];
  const noteLock = auditLocksOf({ id: actor.userId, ...actor }, auditActor(actor));
  await countAttempt([{ limit: "setPassword", subject: `user ${actor.userId}` }, ...attempts], noteLock);
  const [row] = await asSystem("own password", (tx) =>
    tx.select({ hash: userPasswords.hash }).from(userPasswords).where(eq(userPasswords.userId, actor.userId)),
  );
  if (!row || !(await verifyPassword(currentPassword, row.hash))) {
    await lockWhereSpent(attempts, noteLock);
    throw new AppError("PASSWORD_WRONG", "currentPassword");
  }
  await asSystem("limits", (tx) => forgiveAttempt(tx, attempts));
  return row;
}

/**
 * First in the transaction of such a change: keeps everyone else from changing the account until commit, and looks
 * again at what may have changed while bcrypt ran.
 * @throws AppError SIGNED_OUT when the session has ended, PASSWORD_WRONG when the password is a different one now.
 */
export async function lockOwnAccount(tx: Transaction, actor: Actor, confirmed: ConfirmedPassword): Promise<void> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, actor.userId)).for("update");
  // A statement of its own: rows joined to a locked one are as old as their statement.
  const [current] = await tx
    .select({ hash: userPasswords.hash })
    .from(sessions)
    .innerJoin(userPasswords, eq(userPasswords.userId, sessions.userId))
    .where(and(eq(sessions.id, actor.sessionId), eq(sessions.userId, actor.userId), eq(sessions.state, "active")));
  if (!current) throw new AppError("SIGNED_OUT");
  if (current.hash !== confirmed.hash) throw new AppError("PASSWORD_WRONG", "currentPassword");
}
