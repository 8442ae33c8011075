import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { asActor } from "@/db";
import { tenants } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { findTenant } from "./queries";

const TARGETS_OFFERED = 50;

/** A place to move a tenant to, with the name of the one above it where the reader sees that. */
export type MoveTarget = { id: number; name: string; parentName: string | null };

/**
 * Where a tenant can be moved: partners and the provider in the actor's reach, neither disabled nor below it, nor where it is.
 * @param search a part of the name, in any case and with or without accents.
 * @throws AppError NOT_FOUND, the same for one out of reach and one that never was; FORBIDDEN, OWN_TENANT.
 */
export async function listMoveTargets(
  actor: Actor,
  tenantId: number,
  search: string,
): Promise<{ targets: MoveTarget[]; more: boolean }> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "tenant.move", tenant);
    const parents = alias(tenants, "parents");
    const targets = await tx
      .select({ id: tenants.id, name: tenants.name, parentName: parents.name })
      .from(tenants)
      .leftJoin(parents, eq(parents.id, tenants.parentId))
      .where(
        and(
          inArray(tenants.kind, ["root", "partner"]),
          isNull(tenants.deletedAt),
          ne(tenants.id, Number(tenant.path.split(".").at(-2))),
          sql`not ${tenants.path} <@ ${tenant.path}::ltree`,
          sql`position(search_form(${search.trim()}) in ${tenants.searchKey}) > 0`,
          sql`tenant_is_open(${tenants.path})`,
        ),
      )
      .orderBy(sql`nlevel(${tenants.path})`, tenants.nameKey)
      .limit(TARGETS_OFFERED + 1);
    return { targets: targets.slice(0, TARGETS_OFFERED), more: targets.length > TARGETS_OFFERED };
  });
}
