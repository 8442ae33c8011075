import { and, eq, isNull, sql } from "drizzle-orm";
import { cache } from "react";
import { asActor, type Scope, type Transaction } from "@/db";
import { tenants } from "@/db/tables";
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

/** The tenants on the way down to one, from the actor's own. Asked for by their keys, which the tenant's path names. */
async function wayTo(tx: Transaction, actor: Scope, tenantId: number) {
  const ids = sql`(select string_to_array(way.path::text, '.') from ${tenants} way where way.id = ${tenantId})::bigint[]`;
  return tx
    .select({ id: tenants.id, name: tenants.name, kind: tenants.kind })
    .from(tenants)
    .where(and(sql`${tenants.id} = any(${ids})`, sql`${tenants.path} <@ ${actor.tenantPath}::ltree`))
    .orderBy(sql`nlevel(${tenants.path})`);
}

/**
 * The tenant that a page is about, with the way down to it from the actor's own tenant. Looked up once a request.
 * @throws AppError NOT_FOUND, the same for one out of reach and one that never was.
 */
export const getTenant = cache(
  async (actor: Scope, tenantId: number): Promise<TenantView> =>
    asActor(actor, async (tx) => {
      const [{ language, ...tenant }, breadcrumbs] = await Promise.all([
        findTenant(tx, actor, tenantId),
        wayTo(tx, actor, tenantId),
      ]);
      return { ...tenant, language: languageSchema.catch("en").parse(language), breadcrumbs };
    }),
);
