import { and, eq, isNull, sql } from "drizzle-orm";
import { cache } from "react";
import { asActor, type Scope, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
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

/**
 * The tenant that a page is about, with the way down to it from the actor's own tenant. Looked up once a request.
 * @throws AppError NOT_FOUND, the same for one out of reach and one that never was.
 */
export const getTenant = cache(
  async (actor: Scope, tenantId: number): Promise<TenantView> =>
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
