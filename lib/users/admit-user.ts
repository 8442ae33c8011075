import type { Transaction } from "@/db";
import { userRoles, users } from "@/db/tables";
import { uniqueViolation } from "@/db/violations";
import { type AuditActor, audit } from "@/lib/audit/audit";
import { issueToken } from "@/lib/auth/tokens";
import { enqueueEmail } from "@/lib/email/enqueue-email";
import { AppError } from "@/lib/errors";
import type { Language } from "@/lib/i18n/schema";
import { BACKUP_ROLES, type Role } from "./schema";

export type NewUser = {
  email: string;
  login: string;
  language: Language;
  firstName: string | null;
  lastName: string | null;
  role: Role;
};

/**
 * What every new account has in common, whoever makes it: the user, the role, the activation link, its email and the audit
 * line, in the caller's transaction.
 * @returns the user's id.
 * @throws AppError LOGIN_TAKEN for the field `login`; the transaction is lost then.
 */
export async function admitUser(
  tx: Transaction,
  by: AuditActor,
  tenant: { id: number; path: string },
  input: NewUser,
): Promise<number> {
  const { role, ...person } = input;
  const place = { tenantId: tenant.id, tenantPath: tenant.path };
  const [user] = await tx
    .insert(users)
    .values({ ...person, ...place })
    .returning({ id: users.id, login: users.login, email: users.email, language: users.language })
    .catch((error: unknown) => {
      throw uniqueViolation(error) === "users_login_key" ? new AppError("LOGIN_TAKEN", "login") : error;
    });
  if (!user) throw new Error("the user was not stored");
  const service = BACKUP_ROLES.some((backupRole) => backupRole === role) ? "backup" : "management_portal";
  await tx.insert(userRoles).values({ userId: user.id, ...place, service, role });
  const tokenId = await issueToken(tx, "activation", user.id);
  await enqueueEmail(tx, { template: "activation", user: { ...user, ...place }, payload: { tokenId } });
  await audit(tx, by, "user.create", { type: "user", id: user.id, name: user.login, ...place }, { role });
  return user.id;
}
