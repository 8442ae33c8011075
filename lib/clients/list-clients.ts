import { and, count, isNull, type SQL, sql } from "drizzle-orm";
import { type FindIds, idsBehindPolicies, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { isWithinDays } from "@/db/clock";
import { tenants, users } from "@/db/tables";
import type { Actor, Reader } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { AppError } from "@/lib/errors";
import { idsAlong } from "@/lib/list/find";
import { findPage, inOrderOf, opposite, type Part, type Place } from "@/lib/list/page";
import { storageOfTenants } from "@/lib/quotas/queries";
import { isInsideHidden } from "@/lib/tenants/lock-tenant";
import type { TenantView } from "@/lib/tenants/model";
import { getTenant } from "@/lib/tenants/queries";
import { CLIENT_KINDS, type ClientKind, RECOVERY_DAYS, type TenantStatus, tenantStatus } from "@/lib/vocabulary";
import { CLIENT_LIST, type ClientListState, type ClientPage, type ClientSummary, LEAST_LEVELS } from "./model";

export const CLIENTS_PER_PAGE = 50;

const EVERYTHING = CLIENT_LIST.parse({});
const DAY_MS = 24 * 3_600_000;

type Query = Partial<ClientListState> & Place & { limit?: number };

/**
 * The tenants directly below one that a filter leaves, in the order asked for, a page at a time.
 * @param query.after the id of the client before the page. @param query.around one on whose page to begin.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED.
 */
export async function listClients(actor: Actor, tenantId: number, query: Query = {}): Promise<ClientPage> {
  const { filter, sort, limit = CLIENTS_PER_PAGE, ...place } = { ...EVERYTHING, ...query };
  const { id, path } = await openList(actor, tenantId);
  return idsBehindPolicies(
    "clients of a tenant",
    actor,
    { path },
    (ids) => {
      const known = async (client: number) =>
        (await ids(sql`select id from tenants where id = ${client} and parent_id = ${id}`)).length > 0;
      const find = (part: Part) => findClientIds(ids, id, { filter, sort, ...part });
      return findPage({ find, known }, limit, place);
    },
    async (tx, { keys, ...page }) => ({ ...page, clients: await summariesOf(tx, keys) }),
  );
}

/**
 * The tenant whose clients someone is about to list or count.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED.
 */
export async function openList(actor: Reader, tenantId: number): Promise<TenantView> {
  const parent = await getTenant(actor, tenantId);
  assertCan(actor, "client.list", parent);
  if (parent.insideHidden) throw new AppError("SELF_MANAGED");
  return parent;
}

const KEYS = { name: sql`name_key`, created: sql`created_at` };

const IN_STATUS: Record<TenantStatus, SQL> = {
  active: sql`deleted_at is null and disabled_at is null`,
  disabled: sql`deleted_at is null and disabled_at is not null`,
  deleted: sql`deleted_at is not null`,
};

/**
 * The ids that a filter leaves, in order, for a tenant of openList(). The indexes hold everything but the words of a
 * search: what is not shown is passed over without being read (docs/decisions/0019).
 * @param ids as idsBehindPolicies() gives it.
 */
export function findClientIds(
  ids: FindIds,
  parentId: number,
  { filter, sort, limit, after, turned }: ClientListState & Part,
): Promise<number[]> {
  const kinds = filter.kind ? [filter.kind] : CLIENT_KINDS;
  const conditions = [
    sql`parent_id = ${parentId} and kind = any(${`{${kinds.join(",")}}`}::text[]) and purged_at is null`,
    filter.status ? IN_STATUS[filter.status] : sql`deleted_at is null`,
    ...(filter.mode ? [sql`mode = ${filter.mode}`] : []),
  ];
  return ids(
    idsAlong({
      table: sql`tenants`,
      within: sql.join(conditions, sql` and `),
      key: KEYS[sort.key],
      direction: turned ? opposite(sort.direction) : sort.direction,
      after: after === undefined ? undefined : sql`id = ${after} and parent_id = ${parentId}`,
      few: filter.quota && sql`id = any(array(select filled_quotas(${parentId}, ${LEAST_LEVELS[filter.quota]})))`,
      search: filter.search,
      limit,
    }),
  );
}

const SUMMARY = {
  id: tenants.id,
  path: tenants.path,
  name: tenants.name,
  kind: sql<ClientKind>`${tenants.kind}`,
  mode: tenants.mode,
  selfManaged: tenants.selfManaged,
  insideHidden: isInsideHidden,
  disabledAt: tenants.disabledAt,
  deletedAt: tenants.deletedAt,
  recoverable: isWithinDays(tenants.deletedAt, RECOVERY_DAYS),
  createdAt: tenants.createdAt,
};

/** What there is to show, in the given order: read through the policies, and people and storage for these rows only. */
async function summariesOf(tx: Transaction, ids: number[]): Promise<ClientSummary[]> {
  if (ids.length === 0) return [];
  const [rows, people, storage] = await Promise.all([
    tx.select(SUMMARY).from(tenants).where(isAnyOf(tenants.id, ids)),
    tx
      .select({ tenantId: users.tenantId, count: count() })
      .from(users)
      .where(and(isAnyOf(users.tenantId, ids), isNull(users.deletedAt)))
      .groupBy(users.tenantId),
    storageOfTenants(tx, ids),
  ]);
  const counts = new Map(people.map((row) => [row.tenantId, row.count]));
  return inOrderOf(ids, rows).map(({ insideHidden, ...client }) => ({
    ...client,
    status: tenantStatus(client),
    recoverableUntil: client.deletedAt && new Date(client.deletedAt.getTime() + RECOVERY_DAYS * DAY_MS),
    users: insideHidden ? null : (counts.get(client.id) ?? 0),
    storage: storage.get(client.id) ?? null,
  }));
}
