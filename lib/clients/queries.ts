import { and, count, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/auth/actor";
import { storageOfTenants } from "@/lib/quotas/queries";
import { findTenant } from "@/lib/tenants/queries";
import { assertMayListClients } from "./policy";
import type { ClientKind, ClientPage, ClientStatus, ClientSummary } from "./schema";

export const CLIENTS_PER_PAGE = 50;

const status = sql<ClientStatus>`case
  when ${tenants.deletedAt} is not null then 'deleted'
  when ${tenants.disabledAt} is not null then 'disabled'
  else 'active' end`;

/**
 * The tenants directly below one, in the order of their names, a page at a time.
 * @param query.after the id of the client before the page. @param query.around one on whose page to begin.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN.
 */
export async function listClients(
  actor: Actor,
  tenantId: number,
  { after, around }: { after?: number; around?: number } = {},
): Promise<ClientPage> {
  return asActor(actor, async (tx) => {
    const parent = await findTenant(tx, actor, tenantId);
    assertMayListClients(actor, parent);
    const keyAfter = after === undefined ? null : await keyOf(tx, tenantId, after);
    if (keyAfter !== null) return pageOf(tx, tenantId, sql`lower(${tenants.name}) > ${keyAfter}`);
    const first = await pageOf(tx, tenantId);
    if (around === undefined || first.clients.some(({ id }) => id === around)) return first;
    const start = await keyOf(tx, tenantId, around);
    return start === null ? first : pageOf(tx, tenantId, sql`lower(${tenants.name}) >= ${start}`);
  });
}

/**
 * The client of whom the address says that it has just been created, with the address of its administrator. An address can
 * be made up, so it counts only while it can be true; null otherwise.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN.
 */
export async function findJustCreated(actor: Actor, tenantId: number, clientId: number) {
  return asActor(actor, async (tx) => {
    const parent = await findTenant(tx, actor, tenantId);
    assertMayListClients(actor, parent);
    const [client] = await tx
      .select({ id: tenants.id, name: tenants.name, email: users.email })
      .from(tenants)
      .innerJoin(users, eq(users.tenantId, tenants.id))
      .where(
        and(
          eq(tenants.id, clientId),
          eq(tenants.parentId, tenantId),
          isNull(tenants.deletedAt),
          sql`${tenants.createdAt} > now() - interval '10 minutes'`,
        ),
      )
      .orderBy(users.id)
      .limit(1);
    return client ?? null;
  });
}

async function keyOf(tx: Transaction, parentId: number, id: number): Promise<string | null> {
  const [client] = await tx
    .select({ key: sql<string>`lower(${tenants.name})` })
    .from(tenants)
    .where(and(eq(tenants.id, id), eq(tenants.parentId, parentId)));
  return client?.key ?? null;
}

/** One row more than a page holds tells whether another page follows. */
async function pageOf(tx: Transaction, parentId: number, beginning?: SQL): Promise<ClientPage> {
  const rows = await tx
    .select({
      id: tenants.id,
      name: tenants.name,
      kind: sql<ClientKind>`${tenants.kind}`,
      mode: tenants.mode,
      status,
      createdAt: tenants.createdAt,
    })
    .from(tenants)
    .where(and(eq(tenants.parentId, parentId), isNull(tenants.deletedAt), beginning))
    .orderBy(sql`lower(${tenants.name})`)
    .limit(CLIENTS_PER_PAGE + 1);
  const page = rows.slice(0, CLIENTS_PER_PAGE);
  return {
    clients: await withFigures(tx, page),
    earlier: beginning !== undefined,
    next: rows.length > CLIENTS_PER_PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

/** People and storage are counted for the rows that are shown and for no others. */
async function withFigures(
  tx: Transaction,
  rows: Omit<ClientSummary, "users" | "storage">[],
): Promise<ClientSummary[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const people = await tx
    .select({ tenantId: users.tenantId, people: count() })
    .from(users)
    .where(and(inArray(users.tenantId, ids), isNull(users.deletedAt)))
    .groupBy(users.tenantId);
  const counts = new Map(people.map((row) => [row.tenantId, row.people]));
  const storage = await storageOfTenants(tx, ids);
  return rows.map((row) => ({ ...row, users: counts.get(row.id) ?? 0, storage: storage.get(row.id) ?? null }));
}
