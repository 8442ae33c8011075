import { and, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { asSystem, rowsOf, type Transaction } from "@/db";
import { tenants, userRoles, users } from "@/db/tables";
import { ADMINISTRATOR_OF } from "@/lib/access/roles";
import { audit } from "@/lib/audit/audit";
import { endSessionsOf } from "@/lib/auth/sessions";
import { issueToken } from "@/lib/auth/tokens";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { AppError } from "@/lib/errors";
import { languageSchema } from "@/lib/fields/language";
import { loadMessages } from "@/lib/i18n/messages";
import { enqueueEmail, enqueueEmails } from "@/lib/outbox/enqueue-email";
import { enqueueSecurityNotice } from "@/lib/outbox/enqueue-security-notice";
import type { AccessRecovery } from "@/lib/outbox/model";
import { correctEmail, loginIsEmail } from "./email-change";
import { auditedUser, type LockedUser, lockUserOf } from "./lock-user";

export type RecoveredAccess = {
  /** `nothing`: two-factor authentication was off. */
  recovery: AccessRecovery | "nothing";
  user: { id: number; tenantId: number; login: string; email: string };
  company: string;
  /** How many other administrators of the company are told by email. */
  told: number;
};

/**
 * Lets a user in again on behalf of the server's operator, when no one in the portal can: resets the second factor and ends all
 * sessions of one who is active, and sends a new activation email to one who never was. The user and the other administrators of the
 * company are told by email.
 * @param correction the right address of a user who never activated the account; it's their login as well where the wrong one was.
 * @throws AppError NOT_FOUND, USER_DELETED, USER_DISABLED, TENANT_DISABLED; ALREADY_ACTIVE, EMAIL_IS_A_LOGIN (email). Nothing has
 *   changed then.
 */
export async function recoverAccess(login: string, correction: string | null): Promise<RecoveredAccess> {
  return asSystem("recover access", async (tx) => {
    const { user, company } = await lockByLogin(tx, login);
    if (user.deletedAt) throw new AppError("USER_DELETED");
    if (user.disabledAt) throw new AppError("USER_DISABLED");
    if (!user.tenantOpen) throw new AppError("TENANT_DISABLED");
    if (user.activatedAt && correction !== null) throw new AppError("ALREADY_ACTIVE", "email");
    const done = user.activatedAt
      ? await resetSecondFactor(tx, user)
      : await inviteAgain(tx, user, correction ?? user.email);
    const { recovery } = done;
    const told = recovery === "nothing" ? 0 : await tellAdministrators(tx, recovery, { ...user, ...done.user });
    const { id, tenantId } = user;
    return { recovery, user: { id, tenantId, ...done.user }, company, told };
  });
}

type Done = { recovery: AccessRecovery | "nothing"; user: { login: string; email: string } };

/** Locks the company before the user, as everywhere. */
async function lockByLogin(tx: Transaction, login: string): Promise<{ user: LockedUser; company: string }> {
  const [found] = await tx
    .select({ id: users.id, tenantId: users.tenantId, company: tenants.name, companyDeletedAt: tenants.deletedAt })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(eq(users.loginKey, login));
  if (!found) throw new AppError("NOT_FOUND");
  if (found.companyDeletedAt) throw new AppError("TENANT_DISABLED");
  return { user: await lockUserOf(tx, found.tenantId, found.id), company: found.company };
}

async function resetSecondFactor(tx: Transaction, user: LockedUser): Promise<Done> {
  const { login, email } = user;
  const result = await tx.execute(sql`select reset_two_factor(${user.id}) as "wasOn"`);
  if (!rowsOf<{ wasOn: boolean }>(result)[0]?.wasOn) return { recovery: "nothing", user: { login, email } };
  await forgetTrustedBrowsers(tx, user.id);
  await endSessionsOf(tx, user.id, "two_factor_change");
  await audit(tx, "operator", "user.reset_two_factor", auditedUser(user));
  const { emails } = await loadMessages(languageSchema.catch("en").parse(user.language));
  await enqueueSecurityNotice(tx, user.id, "two_factor_reset", { by: emails.operator });
  return { recovery: "two_factor", user: { login, email } };
}

async function inviteAgain(tx: Transaction, user: LockedUser, email: string): Promise<Done> {
  if (email === user.email) {
    const tokenId = await issueToken(tx, "activation", user.id);
    await enqueueEmail(tx, { template: "activation", user, payload: { tokenId } });
    await audit(tx, "operator", "user.resend_activation", auditedUser(user));
    return { recovery: "activation", user: { login: user.login, email } };
  }
  const changes = await correctEmail(tx, user, { email, useEmailAsLogin: loginIsEmail(user) });
  await audit(tx, "operator", "user.update_general", auditedUser(user), changes);
  return { recovery: "email", user: { login: changes.login?.to ?? user.login, email } };
}

/** @returns how many there are besides the user: activated, neither disabled nor deleted. */
async function tellAdministrators(
  tx: Transaction,
  recovery: AccessRecovery,
  { id: userId, tenantId, login: userLogin, email }: LockedUser,
): Promise<number> {
  const people = await tx
    .select({
      id: users.id,
      tenantId: users.tenantId,
      tenantPath: users.tenantPath,
      email: users.email,
      language: users.language,
      role: userRoles.role,
      kind: tenants.kind,
    })
    .from(users)
    .innerJoin(userRoles, eq(userRoles.userId, users.id))
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(
      and(
        eq(users.tenantId, tenantId),
        ne(users.id, userId),
        isNotNull(users.activatedAt),
        isNull(users.disabledAt),
        isNull(users.deletedAt),
      ),
    )
    .orderBy(users.id);
  const administrators = people.filter(({ role, kind }) => role === ADMINISTRATOR_OF[kind]);
  const payload = { recovery, tenantId, userId, userLogin, newEmail: recovery === "email" ? email : null };
  await enqueueEmails(
    tx,
    administrators.map((user) => ({ template: "access_recovered" as const, user, payload })),
  );
  return administrators.length;
}
