import { and, eq, isNull, sql } from "drizzle-orm";
import { cache } from "react";
import { asActor, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { isWithinDays } from "@/db/clock";
import { userRoles, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { displayName } from "@/lib/display-name";
import { type EmailDelivery, latestEmailOf } from "@/lib/email/queries";
import { AppError } from "@/lib/errors";
import type { LastAcceptance } from "@/lib/eula/model";
import { lastAcceptanceOf } from "@/lib/eula/queries";
import { languageSchema } from "@/lib/fields/language";
import { formVersion } from "@/lib/form/version";
import { findTenant } from "@/lib/tenants/queries";
import type { Language } from "@/lib/vocabulary";
import { type Notification, RECOVERY_DAYS, type Roles } from "@/lib/vocabulary";
import { loginIsEmail, pendingEmailChange } from "./email-change";
import { generalValues, rolesValues, settingsValues } from "./form-values";
import { isLastAdministrator } from "./last-administrator";
import type { PendingEmailChange, UserSummary } from "./model";

/** What lists and pages show of a user, but for roles and two-factor authentication. */
export const SUMMARY = {
  id: users.id,
  login: users.login,
  email: users.email,
  firstName: users.firstName,
  lastName: users.lastName,
  status: users.status,
  lastSignInAt: users.lastSignInAt,
  createdAt: users.createdAt,
};

/**
 * The user that the address says has just been created. An address can be made up, so it counts only while
 * it can be true; null otherwise.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN.
 */
export async function findJustCreated(actor: Actor, tenantId: number, userId: number | undefined) {
  if (userId === undefined) return null;
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "user.list", tenant);
    const [user] = await tx
      .select({ id: users.id, login: users.login, email: users.email })
      .from(users)
      .where(
        and(
          eq(users.id, userId),
          eq(users.tenantId, tenantId),
          isNull(users.activatedAt),
          sql`${users.createdAt} > now() - interval '10 minutes'`,
        ),
      );
    if (!user) return null;
    const email = await latestEmailOf(tx, { id: userId, tenantId });
    /** `waits`: whether the activation email goes out on another day. */
    return { ...user, waits: email?.waitsUntil != null };
  });
}

/** A user as the user's own page shows it. */
export type UserDetails = UserSummary & {
  language: Language;
  notifications: Notification[];
  /** Whether the address is also what they sign in with. */
  loginIsEmail: boolean;
  /** A new address that the user hasn't confirmed yet. */
  pendingEmail: PendingEmailChange | null;
  /** What each form about the user carries, to notice what another user saves in between. */
  versions: { general: string; roles: string; settings: string };
  activatedAt: Date | null;
  disabledAt: Date | null;
  deletedAt: Date | null;
  /** Of a deleted user: the end of the time in which they can be recovered. */
  recoverableUntil: Date | null;
  /** Of a deleted user: whether that time is not over. */
  recoverable: boolean;
  /** Whether the user is the tenant's only administrator, who can't be disabled. */
  lastAdministrator: boolean;
  lastEmail: EmailDelivery | null;
  /** The version of the license agreement that they accepted last. */
  agreement: LastAcceptance | null;
};

/**
 * A user of a tenant, with roles and the delivery state of the last email. Once a request.
 * @throws AppError NOT_FOUND, the same for a user out of reach, of another tenant, and one that never was; FORBIDDEN.
 */
export const getUser = cache(async (actor: Actor, tenantId: number, userId: number): Promise<UserDetails> => {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "user.list", tenant);
    const [row] = await tx
      .select({
        ...SUMMARY,
        language: users.language,
        notifications: users.notifications,
        version: users.version,
        activatedAt: users.activatedAt,
        disabledAt: users.disabledAt,
        deletedAt: users.deletedAt,
        recoverable: isWithinDays(users.deletedAt, RECOVERY_DAYS),
        twoFactor: sql<boolean>`two_factor_is_on(${users.id})`,
      })
      .from(users)
      .where(and(eq(users.id, userId), eq(users.tenantId, tenantId)));
    if (!row) throw new AppError("NOT_FOUND");
    const { version, ...user } = row;
    const roles = (await rolesByUser(tx, [userId])).get(userId) ?? {};
    const pendingEmail = await pendingEmailChange(tx, userId);
    return {
      ...user,
      loginIsEmail: loginIsEmail(user),
      pendingEmail,
      versions: {
        general: formVersion(version, generalValues(user, pendingEmail?.email)),
        roles: formVersion(version, rolesValues(roles)),
        settings: formVersion(version, settingsValues(user.notifications)),
      },
      name: displayName(user, actor.language),
      language: languageSchema.catch("en").parse(user.language),
      roles,
      recoverableUntil: user.deletedAt && recoverableUntil(user.deletedAt),
      lastAdministrator: await isLastAdministrator(tx, tenant, userId),
      lastEmail: await latestEmailOf(tx, { id: userId, tenantId }),
      agreement: await lastAcceptanceOf(tx, { id: userId, tenantId }),
    };
  });
});

function recoverableUntil(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + RECOVERY_DAYS * 24 * 3_600_000);
}

/** The roles of users of a tenant. */
export async function rolesByUser(tx: Transaction, userIds: number[]): Promise<Map<number, Roles>> {
  const held = new Map<number, Roles>();
  if (userIds.length === 0) return held;
  const rows = await tx
    .select({ userId: userRoles.userId, service: userRoles.service, role: userRoles.role })
    .from(userRoles)
    .where(isAnyOf(userRoles.userId, userIds));
  for (const { userId, service, role } of rows) held.set(userId, { ...held.get(userId), [service]: role });
  return held;
}
