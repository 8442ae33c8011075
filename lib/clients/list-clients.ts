import { and, count, eq, isNull, type SQL, sql } from "drizzle-orm";
import { asActor, idsBehindPolicies, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { isWithinDays } from "@/db/clock";
import { tenants, users } from "@/db/tables";
import type { Actor, Reader } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { AppError } from "@/lib/errors";
import { idsAlong, searchPatterns } from "@/lib/list/find";
import { findPage, inOrderOf, opposite, type Place } from "@/lib/list/page";
import { storageOfTenants } from "@/lib/quotas/queries";
import { isInsideHidden } from "@/lib/tenants/lock-tenant";
import { findTenant } from "@/lib/tenants/queries";
import { CLIENT_KINDS, type ClientKind, RECOVERY_DAYS, type TenantStatus, tenantStatus } from "@/lib/vocabulary";
import { CLIENT_LIST, type ClientListState, type ClientPage, type ClientSummary, LEAST_LEVELS } from "./model";

export const CLIENTS_PER_PAGE = 50;

const EVERYTHING = CLIENT_LIST.parse({});
const DAY_MS = 24 * 3_600_000;

type Query = Partial<ClientListState> & Place & { limit?: number };
/** A tenant that the reader reaches, with the words of a search. */
type Opened = { id: number; path: string; patterns?: string[] };

/**
 * The tenants directly below one that a filter leaves, in the order asked for, a page at a time.
 * @param query.after the id of the client before the page. @param query.around one on whose page to begin.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED.
 */
export async function listClients(actor: Actor, tenantId: number, query: Query = {}): Promise<ClientPage> {
  const { filter, sort, limit = CLIENTS_PER_PAGE, ...asked } = { ...EVERYTHING, ...query };
  const opened = await asActor(actor, async (tx) => {
    const [{ id, path }, patterns] = await Promise.all([
      openList(tx, actor, tenantId),
      searchPatterns(tx, filter.search),
    ]);
    return { id, path, place: await placeIn(tx, id, asked), patterns };
  });
  const { keys, ...page } = await findPage<number>(
    (wanted) => findClientIds(actor, opened, { filter, sort, ...wanted }),
    limit,
    opened.place,
  );
  if (keys.length === 0) return { ...page, clients: [] };
  return { ...page, clients: await asActor(actor, (tx) => summariesOf(tx, opened.id, keys)) };
}

/** @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED. */
export async function openList(tx: Transaction, actor: Reader, tenantId: number) {
  const parent = await findTenant(tx, actor, tenantId);
  assertCan(actor, "client.list", parent);
  if (parent.insideHidden) throw new AppError("SELF_MANAGED");
  return parent;
}

/** As much of a place as is directly below the tenant. */
async function placeIn(tx: Transaction, parentId: number, { after, around }: Place): Promise<Place> {
  const asked = [after, around].filter((id) => id !== undefined);
  if (asked.length === 0) return {};
  const rows = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(and(eq(tenants.parentId, parentId), isAnyOf(tenants.id, asked)));
  const known = (id: number | undefined) => (rows.some((row) => row.id === id) ? id : undefined);
  return { after: known(after), around: known(around) };
}

const KEYS = { name: sql`name_key`, created: sql`created_at` };

const IN_STATUS: Record<TenantStatus, SQL> = {
  active: sql`deleted_at is null and disabled_at is null`,
  disabled: sql`deleted_at is null and disabled_at is not null`,
  deleted: sql`deleted_at is not null`,
};

/**
 * The ids that a filter leaves, in order, for openList() to have asked before whether the reader may see them. The indexes hold everything
 * but the words of a search: what is not shown is passed over without being read (docs/decisions/0019).
 */
export async function findClientIds(
  reader: Reader,
  { id, path, patterns }: Opened,
  { filter, sort, limit, after, turned }: ClientListState & { limit: number; after?: number; turned?: boolean },
): Promise<number[]> {
  const kinds = filter.kind ? [filter.kind] : CLIENT_KINDS;
  const conditions = [
    sql`parent_id = ${id} and kind = any(${`{${kinds.join(",")}}`}::text[]) and purged_at is null`,
    filter.status ? IN_STATUS[filter.status] : sql`deleted_at is null`,
    ...(filter.mode ? [sql`mode = ${filter.mode}`] : []),
  ];
  const query = idsAlong({
    table: sql`tenants`,
    within: sql.join(conditions, sql` and `),
    key: KEYS[sort.key],
    direction: turned ? opposite(sort.direction) : sort.direction,
    after: after === undefined ? undefined : sql`id = ${after} and parent_id = ${id}`,
    few: filter.quota && sql`id = any(array(select filled_quotas(${id}, ${LEAST_LEVELS[filter.quota]})))`,
    patterns,
    limit,
  });
  return idsBehindPolicies("clients of a tenant", reader, { path }, query);
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
async function summariesOf(tx: Transaction, parentId: number, ids: number[]): Promise<ClientSummary[]> {
  const [rows, people, storage] = await Promise.all([
    tx
      .select(SUMMARY)
      .from(tenants)
      .where(and(eq(tenants.parentId, parentId), isAnyOf(tenants.id, ids))),
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
