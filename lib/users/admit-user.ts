import { sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { insertMany } from "@/db/insert-many";
import { userRoles, users } from "@/db/tables";
import { type AuditActor, auditEach } from "@/lib/audit/audit";
import { issueTokens } from "@/lib/auth/tokens";
import { AppError } from "@/lib/errors";
import { normalizeLogin } from "@/lib/fields/login";
import { enqueueEmails } from "@/lib/outbox/enqueue-email";
import type { Language } from "@/lib/vocabulary";
import { BACKUP_ROLES, type Role, type Service } from "@/lib/vocabulary";

export type NewUser = {
  email: string;
  login: string;
  language: Language;
  firstName: string | null;
  lastName: string | null;
  role: Role;
};

type Place = { id: number; path: string };

/**
 * What every new account needs, however it is created: the user, the role, the activation link, its email and the audit
 * entry, in the caller's transaction.
 * @returns the user's id.
 * @throws AppError LOGIN_TAKEN for the field `login`; roll the transaction back then.
 */
export async function admitUser(tx: Transaction, by: AuditActor, tenant: Place, person: NewUser): Promise<number> {
  const [id] = await admitUsers(tx, by, tenant, [person]);
  if (id === undefined) throw new Error("the user was not stored");
  return id;
}

/**
 * The same for several users of one tenant, with a few statements however many they are.
 * @returns the ids, in the order of the logins.
 * @throws AppError LOGIN_TAKEN (login) when any of the logins is taken; roll the transaction back then.
 */
export async function admitUsers(
  tx: Transaction,
  by: AuditActor,
  tenant: Place,
  people: readonly NewUser[],
): Promise<number[]> {
  const place = { tenantId: tenant.id, tenantPath: tenant.path };
  // Always in one order: two that want the same logins then wait for each other once, and never in a circle.
  const inOrder = [...people].sort((one, other) => (normalizeLogin(one.login) < normalizeLogin(other.login) ? -1 : 1));
  const created = await insertMany<typeof users, { id: string; login: string }>(
    tx,
    users,
    inOrder.map(({ role: _role, ...person }) => ({ ...person, ...place })),
    sql`on conflict (login_key) do nothing returning id::text, login`,
  );
  if (created.length < people.length) throw new AppError("LOGIN_TAKEN", "login");

  const byLogin = new Map(people.map((person) => [person.login, person]));
  const admitted = created.flatMap(({ id, login }) => {
    const person = byLogin.get(login);
    return person ? [{ ...person, ...place, id: Number(id) }] : [];
  });
  await insertMany(
    tx,
    userRoles,
    admitted.map(({ id, role }) => ({ userId: id, ...place, service: serviceOf(role), role })),
  );
  const ids = admitted.map(({ id }) => id);
  const tokenIds = await issueTokens(tx, "activation", ids);
  await enqueueEmails(
    tx,
    admitted.map((user) => ({
      template: "activation" as const,
      user,
      payload: { tokenId: tokenIds.get(user.id) as string },
    })),
  );
  await auditEach(
    tx,
    by,
    "user.create",
    admitted.map(({ id, login, role }) => ({ object: { type: "user", id, name: login, ...place }, details: { role } })),
  );
  return ids;
}

function serviceOf(role: Role): Service {
  return BACKUP_ROLES.some((backupRole) => backupRole === role) ? "backup" : "management_portal";
}
