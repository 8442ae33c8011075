import { sql } from "drizzle-orm";
import { idsBehindPolicies, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan, can } from "@/lib/access/can";
import { displayName } from "@/lib/display-name";
import { AppError } from "@/lib/errors";
import { idsAlong } from "@/lib/list/find";
import { findPage, inOrderOf, opposite, type Part, type Place } from "@/lib/list/page";
import { getTenant } from "@/lib/tenants/queries";
import type { Role } from "@/lib/vocabulary";
import { PORTAL_ROLES, USER_STATUSES, type UserStatus } from "@/lib/vocabulary";
import type { UserPage, UserSummary } from "./model";
import { USER_LIST, type UserListState } from "./model";
import { rolesByUser, SUMMARY } from "./queries";

export const USERS_PER_PAGE = 50;

const WITHOUT_DELETED = USER_STATUSES.filter((status) => status !== "deleted");
const EVERYBODY = USER_LIST.parse({});

type Wanted = UserListState & { statuses: readonly UserStatus[]; limit: number };
/** A tenant whose users the actor can list. */
type Opened = { id: number; path: string };

/**
 * The users of a tenant that a filter leaves, in the order asked for, a page at a time.
 * @param query.after the id of the user before the page; one who is not of this tenant counts as none.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED.
 */
export async function listUsers(
  actor: Actor,
  tenantId: number,
  query: Partial<UserListState> & Place & { limit?: number } = {},
): Promise<UserPage> {
  const { filter, sort, limit = USERS_PER_PAGE, ...place } = { ...EVERYBODY, ...query };
  const statuses = filter.status ? [filter.status] : WITHOUT_DELETED;
  const tenant = await getTenant(actor, tenantId);
  assertCan(actor, "user.list", tenant);
  // A page can be empty though the list isn't.
  if (tenant.insideHidden) throw new AppError("SELF_MANAGED");
  return pageOf(actor, tenant, { filter, sort, statuses, limit }, place);
}

/**
 * Who can use the backup service in a tenant: every user there with a role who is neither disabled nor deleted, since a role
 * on the Management Portal opens every service.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN for people who may see only themselves.
 */
export async function listBackupUsers(actor: Actor, tenantId: number, place: Place = {}): Promise<UserPage> {
  const tenant = await getTenant(actor, tenantId);
  if (!can(actor, "service_user.list", tenant)) throw new AppError("FORBIDDEN");
  const wanted: Wanted = { ...EVERYBODY, statuses: ["active", "not_activated"], limit: USERS_PER_PAGE };
  const page = await pageOf(actor, tenant, wanted, place);
  // Every user has a role; one who lost it is left out here, because asking for it in the query reads the whole tenant.
  return { ...page, users: page.users.filter(({ roles }) => Object.keys(roles).length > 0) };
}

/** Finds the ids with the owner's view, and then reads the rows through the policies. */
function pageOf(actor: Actor, tenant: Opened, wanted: Wanted, place: Place): Promise<UserPage> {
  const { id, path } = tenant;
  return idsBehindPolicies(
    "users of a tenant",
    actor,
    { path },
    (ids) => {
      const known = async (user: number) =>
        (await ids(sql`select id from users where id = ${user} and tenant_id = ${id}`)).length > 0;
      return findPage({ find: (part) => ids(userIds(id, wanted, part)), known }, wanted.limit, place);
    },
    async (tx, { keys, ...page }) => ({ ...page, users: await summariesOf(tx, actor, keys) }),
  );
}

const KEYS = { login: sql`login_key`, name: sql`name_key`, lastSignIn: sql`sign_in_key`, created: sql`created_at` };

/** Each status is walked in the order of its index (docs/decisions/0012). */
function userIds(id: number, { filter, sort, statuses }: Wanted, { limit, after, turned }: Part) {
  return idsAlong({
    table: sql`users`,
    within: sql`tenant_id = ${id}`,
    apart: statuses.map((status) => sql`status = ${status}`),
    key: KEYS[sort.key],
    direction: turned ? opposite(sort.direction) : sort.direction,
    after: after === undefined ? undefined : sql`id = ${after} and tenant_id = ${id}`,
    filters: filter.role ? [withRole(id, filter.role)] : [],
    search: filter.search,
    limit,
  });
}

/** Nearby by the key of a user's roles; otherwise by the index of who has a role in a tenant. */
function withRole(tenantId: number, role: Role) {
  const service = PORTAL_ROLES.some((one) => one === role) ? "management_portal" : "backup";
  return {
    near: sql`${role} = (select r.role from user_roles r where r.user_id = u.id and r.service = ${service})`,
    rare: sql`id in (select r.user_id from user_roles r where r.tenant_id = ${tenantId} and r.role = ${role})`,
  };
}

/** What there is to show of users, in the given order: by their keys alone (db/any-of.ts). */
async function summariesOf(tx: Transaction, actor: Actor, ids: number[]): Promise<UserSummary[]> {
  if (ids.length === 0) return [];
  const [rows, roles] = await Promise.all([
    tx
      .select({ ...SUMMARY, twoFactor: users.twoFactor })
      .from(users)
      .where(isAnyOf(users.id, ids)),
    rolesByUser(tx, ids),
  ]);
  return inOrderOf(ids, rows).map((row) => ({
    ...row,
    name: displayName(row, actor.language),
    roles: roles.get(row.id) ?? {},
  }));
}
