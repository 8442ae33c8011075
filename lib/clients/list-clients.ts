import { and, count, eq, isNull, sql } from "drizzle-orm";
import { asActor, rowsOf, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { tenants, users } from "@/db/tables";
import type { Actor, Reader } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { AppError } from "@/lib/errors";
import { storageOfTenants } from "@/lib/quotas/queries";
import { isInsideHidden } from "@/lib/tenants/lock-tenant";
import { findTenant } from "@/lib/tenants/queries";
import { CLIENT_KINDS, type ClientKind, RECOVERY_DAYS, tenantStatus } from "@/lib/vocabulary";
import { CLIENT_LIST, type ClientListState, type ClientPage, type ClientSummary, LEAST_LEVELS } from "./model";

export const CLIENTS_PER_PAGE = 50;

const EVERYTHING = CLIENT_LIST.parse({});
const DAY_MS = 24 * 3_600_000;

type Query = Partial<ClientListState> & { after?: number; around?: number; limit?: number };
type Wanted = ClientListState & { limit: number };

/**
 * The tenants directly below one that a filter leaves, in the order asked for, a page at a time.
 * @param query.after the id of the client before the page. @param query.around one on whose page to begin.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED.
 */
export async function listClients(actor: Actor, tenantId: number, query: Query = {}): Promise<ClientPage> {
  const { after, around, ...rest } = query;
  const wanted: Wanted = { ...EVERYTHING, limit: CLIENTS_PER_PAGE, ...rest };
  return asActor(actor, async (tx) => {
    await openList(tx, actor, tenantId);
    if (after !== undefined && (await isOf(tx, tenantId, after))) return pageAfter(tx, tenantId, wanted, after);
    const first = await pageAfter(tx, tenantId, wanted);
    if (around === undefined || first.clients.some(({ id }) => id === around)) return first;
    if (!(await isOf(tx, tenantId, around))) return first;
    // Half a page before it, and then onwards.
    const direction = wanted.sort.direction === "ascending" ? "descending" : "ascending";
    const turned: Wanted = { ...wanted, sort: { ...wanted.sort, direction }, limit: Math.floor(wanted.limit / 2) };
    const start = (await findClientIds(tx, tenantId, turned, around)).at(-1);
    return start === undefined ? first : pageAfter(tx, tenantId, wanted, start);
  });
}

/** @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED. */
export async function openList(tx: Transaction, actor: Reader, tenantId: number) {
  const parent = await findTenant(tx, actor, tenantId);
  assertCan(actor, "client.list", parent);
  if (parent.insideHidden) throw new AppError("SELF_MANAGED");
  return parent;
}

async function isOf(tx: Transaction, parentId: number, id: number): Promise<boolean> {
  const rows = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(and(eq(tenants.id, id), eq(tenants.parentId, parentId)));
  return rows.length > 0;
}

/** One more than a page holds tells whether another page follows. */
async function pageAfter(tx: Transaction, parentId: number, wanted: Wanted, after?: number): Promise<ClientPage> {
  const found = await findClientIds(tx, parentId, { ...wanted, limit: wanted.limit + 1 }, after);
  const page = found.slice(0, wanted.limit);
  return {
    clients: await summariesOf(tx, parentId, page),
    earlier: after !== undefined,
    next: found.length > wanted.limit ? (page.at(-1) ?? null) : null,
  };
}

/**
 * The ids that a filter leaves, in order. By a function of the database, since under the policies no index serves a search. Run it in
 * the door of whoever asks, about a tenant in their reach.
 */
export async function findClientIds(
  tx: Transaction,
  parentId: number,
  wanted: Wanted,
  after?: number,
): Promise<number[]> {
  const { filter, sort, limit } = wanted;
  const list = (values: readonly string[]) => sql`${`{${values.join(",")}}`}::text[]`;
  const result = await tx.execute(sql`select list_clients as id from list_clients(
    ${parentId}, ${list(filter.kind ? [filter.kind] : CLIENT_KINDS)}, ${filter.mode ? list([filter.mode]) : null},
    ${list(filter.status ? [filter.status] : ["active", "disabled"])},
    ${filter.quota ? LEAST_LEVELS[filter.quota] : null}::integer, ${filter.search ?? null}, ${sort.key},
    ${sort.direction === "descending"}, ${after ?? null}, ${limit})`);
  return rowsOf<{ id: string | number }>(result).map(({ id }) => Number(id));
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
  createdAt: tenants.createdAt,
};

/** What there is to show, in the given order: read through the policies, and people and storage for these rows only. */
async function summariesOf(tx: Transaction, parentId: number, ids: number[]): Promise<ClientSummary[]> {
  if (ids.length === 0) return [];
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
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { insideHidden, ...client } = row;
    return {
      ...client,
      status: tenantStatus(client),
      recoverableUntil: client.deletedAt && new Date(client.deletedAt.getTime() + RECOVERY_DAYS * DAY_MS),
      users: insideHidden ? null : (counts.get(id) ?? 0),
      storage: storage.get(id) ?? null,
    };
  });
}
