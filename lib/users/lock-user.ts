import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { isWithinDays } from "@/db/clock";
import { tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertNotSelf, type UserAction } from "@/lib/access/users";
import type { AuditObject } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import type { Language } from "@/lib/vocabulary";
import { type Notification, RECOVERY_DAYS } from "@/lib/vocabulary";

/**
 * First in the transaction of every change to a user: finds the user, checks that the actor can do this to them, and
 * keeps everyone else from changing them until commit. Locked after their tenant and before links and sessions, as
 * everywhere.
 * @throws AppError NOT_FOUND, the same for a user out of reach, of another tenant or a deleted one, and one that never
 * existed; FORBIDDEN, SELF.
 */
export async function lockUser(
  tx: Transaction,
  actor: Actor,
  action: UserAction,
  tenantId: number,
  userId: number,
): Promise<LockedUser> {
  const user = await lockUserOf(tx, tenantId, userId);
  assertCan(actor, action, { path: user.tenantPath });
  assertNotSelf(actor, action, user.id);
  return user;
}

/** The same for the operator of the server, who can do everything. @throws AppError NOT_FOUND */
export async function lockUserOf(tx: Transaction, tenantId: number, userId: number) {
  // Kept as it is until commit: once it becomes self-managed, the change would find no row and still be reported as
  // done.
  const [tenant] = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(and(eq(tenants.id, tenantId), isNull(tenants.deletedAt)))
    .for("share");
  if (!tenant) throw new AppError("NOT_FOUND");
  const [user] = await tx
    .select({
      id: users.id,
      tenantId: users.tenantId,
      tenantPath: users.tenantPath,
      login: users.login,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      language: users.language,
      notifications: users.notifications,
      version: users.version,
      activatedAt: users.activatedAt,
      disabledAt: users.disabledAt,
      deletedAt: users.deletedAt,
      /** Of a deleted user: whether the time to recover them is not over. */
      recoverable: isWithinDays(users.deletedAt, RECOVERY_DAYS),
      tenantOpen: sql<boolean>`tenant_is_open(${users.tenantPath})`,
    })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.tenantId, tenantId)))
    .for("update");
  if (!user) throw new AppError("NOT_FOUND");
  return user;
}

export type LockedUser = Awaited<ReturnType<typeof lockUserOf>>;

/** A user as the audit log names them. */
export function auditedUser({
  id,
  login,
  tenantId,
  tenantPath,
}: Pick<LockedUser, "id" | "login" | "tenantId" | "tenantPath">): AuditObject {
  return { type: "user", id, name: login, tenantId, tenantPath };
}

type UserChange = {
  disabledAt?: "now" | null;
  deletedAt?: "now" | null;
  firstName?: string | null;
  lastName?: string | null;
  language?: Language;
  timeZone?: string | null;
  notifications?: Notification[];
};

/** Writes what changed in a user's row and counts the change, so that a form opened before it notices. */
export async function changeUser(
  tx: Transaction,
  { id }: Pick<LockedUser, "id">,
  { disabledAt, deletedAt, ...values }: UserChange,
): Promise<void> {
  const moment = (value: "now" | null | undefined) => (value === "now" ? sql`now()` : value);
  await tx
    .update(users)
    .set({
      ...values,
      disabledAt: moment(disabledAt),
      deletedAt: moment(deletedAt),
      version: sql`${users.version} + 1`,
    })
    .where(eq(users.id, id));
}
