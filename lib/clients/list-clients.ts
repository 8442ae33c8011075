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
  const parent = await openList(actor, tenantId);
  const { id, path } = parent;
  return idsBehindPolicies(
    "clients of a tenant",
    actor,
    { path },
    (ids) => {
      const known = async (client: number) =>
        (await ids(sql`select id from tenants where id = ${client} and parent_id = ${id}`)).length > 0;
      const find = (part: Part) => findClientIds(ids, parent, { filter, sort, ...part });
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

/** Walked along their indexes. */
const WALKED = { name: sql`name_key`, created: sql`created_at` };

const USED_BYTES = sql`(select used_bytes from usage_totals where tenant_id = id and item = 'storage')`;

/**
 * Looked up for each client that a filter leaves, since they are in other tables and change by the minute (docs/decisions/0052). `id` is
 * the client's.
 */
const FIGURES = {
  storage: sql`coalesce(${USED_BYTES}, -1)`,
  // Unlimited is below every share, and a quota of nothing is full.
  share: sql`coalesce((select case value_bytes when 0 then 'infinity'::float8
    else coalesce(${USED_BYTES}, 0)::float8 / value_bytes end
    from quotas where tenant_id = id and item = 'storage'), -1)`,
  // The column is renamed, since the user's own `id` would be taken for the client's.
  users: sql`(select count(*) from (select tenant_id as client from users where deleted_at is null) as present
    where client = id)`,
  status: sql`case when deleted_at is not null then 2 when disabled_at is not null then 1 else 0 end`,
};

type Parent = Pick<TenantView, "id" | "selfManaged">;
type SortKey = ClientListState["sort"]["key"];

/** What the list is sorted by, and whether every client has to be looked at for it. */
function orderOf(key: SortKey, { selfManaged }: Parent): { key: SQL; ofAll: boolean } {
  if (key === "name" || key === "created") return { key: WALKED[key], ofAll: false };
  // The order would tell how many users a self-managed customer has; from inside of one they can be seen.
  const hides = key === "users" && !selfManaged;
  return { key: hides ? sql`case when self_managed then -1 else ${FIGURES.users} end` : FIGURES[key], ofAll: true };
}

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
  parent: Parent,
  { filter, sort, limit, after, turned }: ClientListState & Part,
): Promise<number[]> {
  const parentId = parent.id;
  const { key, ofAll } = orderOf(sort.key, parent);
  const filled = filter.quota && sql`id = any(array(select filled_quotas(${parentId}, ${LEAST_LEVELS[filter.quota]})))`;
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
      key,
      direction: turned ? opposite(sort.direction) : sort.direction,
      after: after === undefined ? undefined : sql`id = ${after} and parent_id = ${parentId}`,
      few: filled ?? (ofAll ? sql`true` : undefined),
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
