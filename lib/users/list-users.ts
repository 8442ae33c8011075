import { and, eq, sql } from "drizzle-orm";
import { asActor, rowsOf, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan, can } from "@/lib/access/can";
import { displayName } from "@/lib/display-name";
import { AppError } from "@/lib/errors";
import { findTenant } from "@/lib/tenants/queries";
import type { Language } from "@/lib/vocabulary";
import { USER_STATUSES, type UserStatus } from "@/lib/vocabulary";
import type { UserPage } from "./model";
import { USER_LIST, type UserListState } from "./model";
import { rolesByUser, SUMMARY } from "./queries";

export const USERS_PER_PAGE = 50;

const WITHOUT_DELETED = USER_STATUSES.filter((status) => status !== "deleted");
const EVERYBODY = USER_LIST.parse({});

/** What an address asks for: the users after one of them, or a page on which one of them stands. */
export type ListPlace = { after?: number; around?: number };

type Wanted = UserListState & {
  statuses: readonly UserStatus[];
  limit: number;
  /** In whose language names are said. */
  reader: Language;
};

/**
 * The users of a tenant that a filter leaves, in the order asked for, a page at a time.
 * @param query.after the id of the user before the page; one who is not of this tenant counts as none.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED.
 */
export async function listUsers(
  actor: Actor,
  tenantId: number,
  query: Partial<UserListState> & ListPlace & { limit?: number } = {},
): Promise<UserPage> {
  const { filter, sort, limit = USERS_PER_PAGE, ...place } = { ...EVERYBODY, ...query };
  const statuses = filter.status ? [filter.status] : WITHOUT_DELETED;
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "user.list", tenant);
    // Nobody to be seen is not nobody there.
    if (tenant.insideHidden) throw new AppError("SELF_MANAGED");
    return pageOf(tx, tenantId, { filter, sort, statuses, limit, reader: actor.language }, place);
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
    if (!can(actor, "service_user.list", tenant)) throw new AppError("FORBIDDEN");
    const wanted: Wanted = {
      ...EVERYBODY,
      statuses: ["active", "not_activated"],
      limit: USERS_PER_PAGE,
      reader: actor.language,
    };
    const page = await pageOf(tx, tenantId, wanted, place);
    // Everybody has a role; whoever lost it is left out here, because asking for it in the query reads the whole tenant.
    return { ...page, users: page.users.filter(({ roles }) => Object.keys(roles).length > 0) };
  });
}

/** The page that an address asks for. */
async function pageOf(tx: Transaction, tenantId: number, wanted: Wanted, { after, around }: ListPlace) {
  if (after !== undefined && (await isOf(tx, tenantId, after))) return pageAfter(tx, tenantId, wanted, after);
  const first = await pageAfter(tx, tenantId, wanted);
  if (around === undefined || first.users.some(({ id }) => id === around)) return first;
  if (!(await isOf(tx, tenantId, around))) return first;
  // Half a page before them, and then onwards.
  const turned: Wanted = { ...wanted, sort: { ...wanted.sort, direction: opposite(wanted.sort.direction) } };
  const before = await findIds(tx, tenantId, { ...turned, limit: Math.floor(wanted.limit / 2) }, around);
  const start = before.at(-1);
  return start ? pageAfter(tx, tenantId, wanted, start.id) : first;
}

const opposite = (direction: "ascending" | "descending") => (direction === "ascending" ? "descending" : "ascending");

async function isOf(tx: Transaction, tenantId: number, userId: number): Promise<boolean> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.tenantId, tenantId)));
  return rows.length > 0;
}

/** One row more than a page holds tells whether another page follows. */
async function pageAfter(tx: Transaction, tenantId: number, wanted: Wanted, after?: number): Promise<UserPage> {
  const found = await findIds(tx, tenantId, { ...wanted, limit: wanted.limit + 1 }, after);
  const page = found.slice(0, wanted.limit);
  return {
    users: await summariesOf(tx, tenantId, page, wanted.reader),
    earlier: after !== undefined,
    next: found.length > wanted.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

type Found = { id: number; twoFactor: boolean };

/** Who the filter leaves, in order. By a function of the database, since under the policies no index serves a search. */
async function findIds(tx: Transaction, tenantId: number, wanted: Wanted, after?: number): Promise<Found[]> {
  const { filter, sort, statuses, limit } = wanted;
  const result = await tx.execute(sql`select user_id as id, two_factor as "twoFactor" from list_users(
    ${tenantId}, ${`{${statuses.join(",")}}`}::text[], ${filter.role ?? null}, ${filter.search ?? null},
    ${sort.key}, ${sort.direction === "descending"}, ${after ?? null}, ${limit})`);
  return rowsOf<{ id: string | number; twoFactor: boolean }>(result).map(({ id, twoFactor }) => ({
    id: Number(id),
    twoFactor,
  }));
}

/** What there is to show of users, in the given order. Read through the policies, whatever list_users() found. */
async function summariesOf(
  tx: Transaction,
  tenantId: number,
  found: Found[],
  reader: Language,
): Promise<UserPage["users"]> {
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [rows, roles] = await Promise.all([
    tx
      .select(SUMMARY)
      .from(users)
      .where(and(eq(users.tenantId, tenantId), isAnyOf(users.id, ids))),
    rolesByUser(tx, tenantId, ids),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id, twoFactor }) => {
    const row = byId.get(id);
    return row ? { ...row, name: displayName(row, reader), roles: roles.get(id) ?? {}, twoFactor } : [];
  });
}
