import { and, eq, isNull, sql } from "drizzle-orm";
import { cache } from "react";
import { asActor, rowsOf, type Scope, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { tenants } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { AppError } from "@/lib/errors";
import { languageSchema } from "@/lib/fields/language";
import { isInsideHidden } from "./lock-tenant";
import type { TenantView } from "./model";

/**
 * Looks a tenant up within the actor's reach, for a query that goes on from there.
 * @throws AppError NOT_FOUND, the same for one out of reach and one that never was.
 */
export async function findTenant(tx: Transaction, actor: Scope, tenantId: number) {
  const [tenant] = await tx
    .select({
      id: tenants.id,
      name: tenants.name,
      kind: tenants.kind,
      mode: tenants.mode,
      path: tenants.path,
      language: tenants.language,
      disabledAt: tenants.disabledAt,
      selfManaged: tenants.selfManaged,
      open: sql<boolean>`tenant_is_open(${tenants.path})`,
      insideHidden: isInsideHidden,
    })
    .from(tenants)
    .where(
      and(eq(tenants.id, tenantId), sql`${tenants.path} <@ ${actor.tenantPath}::ltree`, isNull(tenants.deletedAt)),
    );
  if (!tenant) throw new AppError("NOT_FOUND");
  assertCan(actor, "tenant.open", tenant);
  return tenant;
}

/**
 * The ids of a tenant and everything below it, for a query that reads them one by one; null where there are more than `most`,
 * and walking an index of everything with the path as a filter meets enough rows soon (docs/decisions/0011).
 */
export async function fewTenantsBelow(tx: Transaction, tenantId: number, most: number): Promise<number[] | null> {
  const result = await tx.execute(sql`select tenants_below as id from tenants_below(${tenantId}, ${most + 1})`);
  const below = rowsOf<{ id: string | number }>(result).map(({ id }) => Number(id));
  return below.length > most ? null : below;
}

/** Ids as an array that a query unnests. */
export const idArray = (ids: readonly number[]) => sql`${`{${ids.join(",")}}`}::bigint[]`;

/**
 * The tenant that a page speaks of, with the way down to it from the actor's own tenant. Once a request.
 * @throws AppError NOT_FOUND, the same for one out of reach and one that never was.
 */
export const getTenant = cache(
  async (actor: Actor, tenantId: number): Promise<TenantView> =>
    asActor(actor, async (tx) => {
      const { language, ...tenant } = await findTenant(tx, actor, tenantId);
      const own = actor.tenantPath.split(".").length - 1;
      const ids = tenant.path.split(".").slice(own).map(Number);
      const breadcrumbs = await tx
        .select({ id: tenants.id, name: tenants.name, kind: tenants.kind })
        .from(tenants)
        .where(isAnyOf(tenants.id, ids))
        .orderBy(sql`nlevel(${tenants.path})`);
      return { ...tenant, language: languageSchema.catch("en").parse(language), breadcrumbs };
    }),
);
