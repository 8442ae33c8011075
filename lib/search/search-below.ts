import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { asActor, rowsOf, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { tenants, users } from "@/db/tables";
import { wasCancelled } from "@/db/violations";
import type { Actor } from "@/lib/access/actor";
import { displayName } from "@/lib/display-name";
import { AppError } from "@/lib/errors";
import type { Language } from "@/lib/vocabulary";
import { tenantStatus } from "@/lib/vocabulary";
import type { SearchArea, SearchHits, TenantHit, UserHit } from "./model";

/** With fewer exact hits than this, what is like it but for a typo is looked for as well. */
const FEW = 3;
/** How long that may take: an extra that no one should wait for. */
const TOLERANT_MS = 1500;

/**
 * Companies and users at and below the actor's own company whose name, login or email has every word of a search,
 * whatever the case and accents; with few of them also those whose name is like it but for a typo. Best first.
 * @throws AppError FORBIDDEN for users who can see only themselves, or have no role on the Management Portal.
 */
export async function searchBelow(
  actor: Actor,
  { search, area }: { search: string; area: SearchArea },
  limit: number,
): Promise<SearchHits> {
  if (!actor.roles.management_portal || actor.access === "self") throw new AppError("FORBIDDEN");
  return asActor(actor, async (tx) => {
    const tenantIds = await findIds(tx, "tenant", search, limit);
    const userIds = area === "all" ? await findIds(tx, "user", search, limit) : [];
    const [tenants, users] = await Promise.all([tenantHits(tx, tenantIds), userHits(tx, userIds, actor.language)]);
    return { tenants, users };
  });
}

async function findIds(tx: Transaction, what: "tenant" | "user", search: string, limit: number): Promise<number[]> {
  const exact = await idsOf(tx, what, search, limit, false);
  if (exact.length >= Math.min(FEW, limit)) return exact;
  const alike = await tx
    .transaction(async (inner) => {
      await inner.execute(sql`select set_config('statement_timeout', ${String(TOLERANT_MS)}, true)`);
      return idsOf(inner, what, search, limit, true);
    })
    .catch((error: unknown): number[] => {
      if (wasCancelled(error)) return [];
      throw error;
    });
  return [...new Set([...exact, ...alike])].slice(0, limit);
}

async function idsOf(tx: Transaction, what: string, search: string, limit: number, tolerant: boolean) {
  const result = await tx.execute(
    sql`select found_id as id from search_below(${what}, ${search}, ${limit}, ${tolerant})`,
  );
  return rowsOf<{ id: string | number }>(result).map(({ id }) => Number(id));
}

/** Read through the policies, whatever search_below() found. */
async function tenantHits(tx: Transaction, ids: number[]): Promise<TenantHit[]> {
  if (ids.length === 0) return [];
  const parent = alias(tenants, "parent");
  const rows = await tx
    .select({
      id: tenants.id,
      name: tenants.name,
      kind: tenants.kind,
      disabledAt: tenants.disabledAt,
      deletedAt: tenants.deletedAt,
      parentName: parent.name,
    })
    .from(tenants)
    .leftJoin(parent, eq(parent.id, tenants.parentId))
    .where(and(isAnyOf(tenants.id, ids), isNull(tenants.deletedAt)));
  return inOrder(
    ids,
    rows.map(({ disabledAt, deletedAt, ...row }) => ({ ...row, status: tenantStatus({ disabledAt, deletedAt }) })),
  );
}

async function userHits(tx: Transaction, ids: number[], reader: Language): Promise<UserHit[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({
      id: users.id,
      tenantId: users.tenantId,
      login: users.login,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      status: users.status,
      tenantName: tenants.name,
    })
    .from(users)
    .innerJoin(tenants, and(eq(tenants.id, users.tenantId), isNull(tenants.deletedAt)))
    .where(and(isAnyOf(users.id, ids), isNull(users.deletedAt)));
  return inOrder(
    ids,
    rows.map(({ firstName, lastName, ...row }) => ({ ...row, name: displayName({ firstName, lastName }, reader) })),
  );
}

function inOrder<Row extends { id: number }>(ids: number[], rows: Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
