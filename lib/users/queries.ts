import { and, desc, eq, gt, gte, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { userRoles, users } from "@/db/tables";
import type { Actor } from "@/lib/auth/actor";
import { type EmailDelivery, latestEmailOf } from "@/lib/email/queries";
import { AppError } from "@/lib/errors";
import { formVersion } from "@/lib/form/version";
import { type Language, languageSchema } from "@/lib/i18n/schema";
import { findTenant } from "@/lib/tenants/queries";
import { displayName } from "./display-name";
import { loginIsEmail, pendingEmailChange } from "./email-change";
import { generalValues, rolesValues, settingsValues } from "./form-values";
import { isLastAdministrator } from "./last-administrator";
import { assertCan, maySeePeople } from "./policy";
import {
  type Notification,
  type PendingEmailChange,
  RECOVERY_DAYS,
  type Roles,
  type UserPage,
  type UserStatus,
  type UserSummary,
} from "./schema";

export const USERS_PER_PAGE = 50;

/** What an address asks for: the users after one of them, or a page on which one of them stands. */
export type ListPlace = { after?: number; around?: number };

const status = sql<UserStatus>`case
  when ${users.deletedAt} is not null then 'deleted'
  when ${users.disabledAt} is not null then 'disabled'
  when ${users.activatedAt} is null then 'not_activated'
  else 'active' end`;

const SUMMARY = {
  id: users.id,
  login: users.login,
  email: users.email,
  firstName: users.firstName,
  lastName: users.lastName,
  status,
  lastSignInAt: users.lastSignInAt,
  createdAt: users.createdAt,
};

/**
 * The users of a tenant in the order of their logins, a page at a time.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN.
 */
export async function listUsers(actor: Actor, tenantId: number, place: ListPlace = {}): Promise<UserPage> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "user.list", { tenantPath: tenant.path });
    return pageOf(tx, tenantId, place);
  });
}

/**
 * Who may use the backup service in a tenant: everybody there with a role who is neither disabled nor deleted, since a role
 * on the Management Portal opens every service.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN for people who may see only themselves.
 */
export async function listBackupUsers(actor: Actor, tenantId: number, place: ListPlace = {}): Promise<UserPage> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    if (!maySeePeople(actor, { tenantPath: tenant.path })) throw new AppError("FORBIDDEN");
    const page = await pageOf(tx, tenantId, place, [isNull(users.disabledAt), isNull(users.deletedAt)]);
    // Everybody has a role; whoever lost it is left out here, because asking for it in the query reads the whole tenant.
    return { ...page, users: page.users.filter(({ roles }) => Object.keys(roles).length > 0) };
  });
}

/**
 * The user of whom the address says that they have just been created. An address can be made up, so it counts only while
 * it can be true; null otherwise.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN.
 */
export async function findJustCreated(actor: Actor, tenantId: number, userId: number) {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "user.list", { tenantPath: tenant.path });
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
    return user ?? null;
  });
}

/** A user as the user's own page shows it. */
export type UserDetails = UserSummary & {
  language: Language;
  notifications: Notification[];
  /** Whether the address is also what they sign in with. */
  loginIsEmail: boolean;
  /** A new address that waits for the person to confirm it. */
  pendingEmail: PendingEmailChange | null;
  /** What each form about the user carries, to notice what somebody else saves meanwhile. */
  versions: { general: string; roles: string; settings: string };
  activatedAt: Date | null;
  disabledAt: Date | null;
  deletedAt: Date | null;
  /** Of a deleted user: the end of the time in which they can be recovered. */
  recoverableUntil: Date | null;
  twoFactor: boolean;
  /** Whether nobody else administers the tenant: such a user cannot be disabled. */
  lastAdministrator: boolean;
  lastEmail: EmailDelivery | null;
};

/**
 * A user of a tenant, with roles and the delivery state of the last email.
 * @throws AppError NOT_FOUND, the same for a user out of reach, of another tenant, and one that never was; FORBIDDEN.
 */
export async function getUser(actor: Actor, tenantId: number, userId: number): Promise<UserDetails> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "user.list", { tenantPath: tenant.path });
    const [row] = await tx
      .select({
        ...SUMMARY,
        language: users.language,
        notifications: users.notifications,
        version: users.version,
        activatedAt: users.activatedAt,
        disabledAt: users.disabledAt,
        deletedAt: users.deletedAt,
        twoFactor: sql<boolean>`two_factor_is_on(${users.id})`,
      })
      .from(users)
      .where(and(eq(users.id, userId), eq(users.tenantId, tenantId)));
    if (!row) throw new AppError("NOT_FOUND");
    const { version, ...user } = row;
    const roles = (await rolesByUser(tx, tenantId, [userId])).get(userId) ?? {};
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
      name: displayName(user),
      language: languageSchema.catch("en").parse(user.language),
      roles,
      recoverableUntil: user.deletedAt && recoverableUntil(user.deletedAt),
      lastAdministrator: await isLastAdministrator(tx, tenant, userId),
      lastEmail: await latestEmailOf(tx, { id: userId, tenantId }),
    };
  });
}

function recoverableUntil(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + RECOVERY_DAYS * 24 * 3_600_000);
}

/** The page that an address asks for. Addresses carry ids, not logins; an id that is not of this tenant counts as none. */
async function pageOf(tx: Transaction, tenantId: number, { after, around }: ListPlace, also: SQL[] = []) {
  const afterKey = await loginKeyOf(tx, tenantId, after);
  if (afterKey !== null) return rowsFrom(tx, tenantId, gt(users.loginKey, afterKey), also);
  const first = await rowsFrom(tx, tenantId, undefined, also);
  if (around === undefined || first.users.some((user) => user.id === around)) return first;
  const startKey = await keyShortlyBefore(tx, tenantId, await loginKeyOf(tx, tenantId, around));
  return startKey === null ? first : rowsFrom(tx, tenantId, gte(users.loginKey, startKey), also);
}

/** Where a page begins that shows a user among their neighbours. */
async function keyShortlyBefore(tx: Transaction, tenantId: number, key: string | null): Promise<string | null> {
  if (key === null) return null;
  const rows = await tx
    .select({ key: users.loginKey })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), lte(users.loginKey, key)))
    .orderBy(desc(users.loginKey))
    .limit(USERS_PER_PAGE / 2);
  return rows.at(-1)?.key ?? null;
}

async function loginKeyOf(tx: Transaction, tenantId: number, userId: number | undefined): Promise<string | null> {
  if (userId === undefined) return null;
  const [user] = await tx
    .select({ key: users.loginKey })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.tenantId, tenantId)));
  return user?.key ?? null;
}

/** One row more than a page holds tells whether another page follows. */
async function rowsFrom(tx: Transaction, tenantId: number, beginning: SQL | undefined, also: SQL[]): Promise<UserPage> {
  const rows = await tx
    .select(SUMMARY)
    .from(users)
    .where(and(eq(users.tenantId, tenantId), beginning, ...also))
    .orderBy(users.loginKey)
    .limit(USERS_PER_PAGE + 1);
  const page = rows.slice(0, USERS_PER_PAGE);
  const ids = page.map((row) => row.id);
  const roles = await rolesByUser(tx, tenantId, ids);
  return {
    users: page.map((row) => ({ ...row, name: displayName(row), roles: roles.get(row.id) ?? {} })),
    earlier: beginning !== undefined,
    next: rows.length > USERS_PER_PAGE ? (ids.at(-1) ?? null) : null,
  };
}

async function rolesByUser(tx: Transaction, tenantId: number, userIds: number[]): Promise<Map<number, Roles>> {
  const held = new Map<number, Roles>();
  if (userIds.length === 0) return held;
  const rows = await tx
    .select({ userId: userRoles.userId, service: userRoles.service, role: userRoles.role })
    .from(userRoles)
    .where(and(eq(userRoles.tenantId, tenantId), inArray(userRoles.userId, userIds)));
  for (const { userId, service, role } of rows) held.set(userId, { ...held.get(userId), [service]: role });
  return held;
}
