import { sql } from "drizzle-orm";
import { rowsOf, type Transaction } from "@/db";
import { uniqueViolation } from "@/db/violations";
import { type AuditActor, audit } from "@/lib/audit/audit";
import { endLinks, issueEmailChange, issueToken } from "@/lib/auth/tokens";
import { AppError } from "@/lib/errors";
import { mailableAddress } from "@/lib/fields/email-address";
import { normalizeLogin } from "@/lib/fields/login";
import { enqueueEmail } from "@/lib/outbox/enqueue-email";
import { auditedUser, type LockedUser } from "./lock-user";
import type { PendingEmailChange } from "./model";

/** What is needed of a locked user to change their address. */
export type EmailOwner = Pick<
  LockedUser,
  "id" | "tenantId" | "tenantPath" | "login" | "email" | "language" | "activatedAt" | "disabledAt" | "tenantOpen"
>;

type NewEmail = { email: string; useEmailAsLogin: boolean };

/** Whether a user signs in with their address. */
export function loginIsEmail({ login, email }: Pick<EmailOwner, "login" | "email">): boolean {
  return normalizeLogin(login) === mailableAddress(email);
}

/** The login after a change of address, or null when it stays: it changes along only where it is the address itself. */
function newLoginOf({ login, email }: Pick<EmailOwner, "login" | "email">, wanted: NewEmail): string | null {
  return wanted.useEmailAsLogin && loginIsEmail({ login, email }) ? mailableAddress(wanted.email) : null;
}

/**
 * Sends a confirmation link to an active user's new address, and a notice to the current one. Until it is opened
 * nothing changes: email goes to the current address, and the login stays.
 * @param by who requested it, as the email to the current address names them; null for the user themselves.
 * @throws AppError USER_DISABLED, TENANT_DISABLED, EMAIL_IS_A_LOGIN (email). The transaction is lost then.
 */
export async function requestEmailChange(
  tx: Transaction,
  actor: AuditActor,
  user: EmailOwner,
  wanted: NewEmail,
  by: string | null,
): Promise<void> {
  assertGetsMail(user, "email");
  const { email } = wanted;
  const login = newLoginOf(user, wanted);
  const tokenId = await issueEmailChange(tx, user.id, { email, login });
  await enqueueEmail(tx, { template: "email_change", user: { ...user, email }, payload: { tokenId } });
  const notice = { newEmail: email, newLogin: login, by };
  await enqueueEmail(tx, { template: "email_change_notice", user, payload: notice });
  const details = { email: { from: user.email, to: email }, ...(login && { login: { from: user.login, to: login } }) };
  await audit(tx, actor, "user.request_email_change", auditedUser(user), details);
}

/**
 * Corrects the address of a user who never activated the account; it counts immediately. Links sent to the old one end,
 * and a fresh activation email goes to the new one, unless the user is shut out.
 * @returns what changed, for the audit line.
 * @throws AppError EMAIL_IS_A_LOGIN (email). The transaction is lost then.
 */
export async function correctEmail(tx: Transaction, user: EmailOwner, wanted: NewEmail) {
  const { email } = wanted;
  const login = newLoginOf(user, wanted);
  await tx.execute(sql`select correct_email(${user.id}, ${email}, ${login})`).catch((error: unknown) => {
    throw uniqueViolation(error) === "users_login_key" ? new AppError("EMAIL_IS_A_LOGIN", "email") : error;
  });
  if (!user.disabledAt && user.tenantOpen) {
    const tokenId = await issueToken(tx, "activation", user.id);
    await enqueueEmail(tx, { template: "activation", user: { ...user, email }, payload: { tokenId } });
  }
  return { email: { from: user.email, to: email }, ...(login && { login: { from: user.login, to: login } }) };
}

/** The address of a user that waits to be confirmed, or null. Also one whose link has expired: it can be sent again. */
export async function pendingEmailChange(tx: Transaction, userId: number): Promise<PendingEmailChange | null> {
  const result = await tx.execute(sql`select email, login, expires_at <= now() as expired,
    (extract(epoch from expires_at) * 1000)::float8 as "expiresAt" from pending_email_change(${userId})`);
  const [row] = rowsOf<Omit<PendingEmailChange, "expiresAt"> & { expiresAt: number }>(result);
  return row ? { ...row, expiresAt: new Date(row.expiresAt) } : null;
}

/**
 * Sends the link of a waiting change again, to the same address; the older link ends.
 * @throws AppError NO_EMAIL_CHANGE, USER_DISABLED, TENANT_DISABLED, EMAIL_IS_A_LOGIN. The transaction is lost then.
 */
export async function sendEmailChangeAgain(tx: Transaction, actor: AuditActor, user: EmailOwner): Promise<void> {
  const pending = await pendingEmailChange(tx, user.id);
  if (!pending) throw new AppError("NO_EMAIL_CHANGE");
  assertGetsMail(user);
  const { email, login } = pending;
  const tokenId = await issueEmailChange(tx, user.id, { email, login });
  await enqueueEmail(tx, { template: "email_change", user: { ...user, email }, payload: { tokenId } });
  await audit(tx, actor, "user.resend_email_change", auditedUser(user), { email });
}

/** Gives a waiting change up; without one nothing changes. */
export async function giveUpEmailChange(tx: Transaction, actor: AuditActor, user: EmailOwner): Promise<void> {
  const pending = await pendingEmailChange(tx, user.id);
  if (!(await endLinks(tx, user.id, "email_change"))) return;
  await audit(tx, actor, "user.cancel_email_change", auditedUser(user), { email: pending?.email ?? null });
}

/** Users who are shut out get no email, and their links don't work. */
function assertGetsMail({ disabledAt, tenantOpen }: EmailOwner, field?: string): void {
  if (disabledAt) throw new AppError("USER_DISABLED", field);
  if (!tenantOpen) throw new AppError("TENANT_DISABLED", field);
}
