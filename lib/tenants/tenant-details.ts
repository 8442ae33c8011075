import { and, eq, isNull, sql } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { can } from "@/lib/access/can";
import { AppError } from "@/lib/errors";
import { languageSchema } from "@/lib/fields/language";
import { MOST_COUNTED } from "@/lib/list/counting";
import { readTimeZone } from "@/lib/time-zone/names";
import type { Language } from "@/lib/vocabulary";
import { RECOVERY_DAYS, type TenantKind, type TenantMode } from "@/lib/vocabulary";
import { findTenant } from "./queries";

/** A tenant as its own page shows it. */
export type TenantDetails = {
  id: number;
  name: string;
  kind: TenantKind;
  mode: TenantMode | null;
  trialEndsAt: Date | null;
  language: Language;
  /** Its own, and the one that it gets from above without one of its own. */
  timeZone: string | null;
  inheritedTimeZone: string;
  path: string;
  /** The one above; null for the provider, and for the reader's own, above which they see nothing. */
  parent: { id: number; name: string } | null;
  disabledAt: Date | null;
  openAbove: boolean;
  selfManaged: boolean;
  createdAt: Date;
  version: number;
  /** How much is directly in it, up to one more than MOST_COUNTED; null where a self-managed customer keeps that to itself. */
  contents: { users: number; tenants: number } | null;
};

/**
 * A tenant with what its page says.
 * @throws AppError NOT_FOUND, the same for one out of reach and one that never was; FORBIDDEN.
 */
export async function getTenantDetails(actor: Actor, tenantId: number): Promise<TenantDetails> {
  return asActor(actor, async (tx) => {
    // All at once: the policies let through only what the actor can see, whatever the answers say of the rest.
    const [{ insideHidden, path }, [tenant], parent, contents] = await Promise.all([
      findTenant(tx, actor, tenantId),
      tx.select(DETAILS).from(tenants).where(eq(tenants.id, tenantId)),
      parentOf(tx, tenantId),
      contentsOf(tx, tenantId),
    ]);
    if (!can(actor, "user.list", { path: path })) throw new AppError("FORBIDDEN");
    if (!tenant) throw new AppError("NOT_FOUND");
    const { language, inheritedTimeZone, ...facts } = tenant;
    return {
      ...facts,
      path,
      language: languageSchema.catch("en").parse(language),
      inheritedTimeZone: readTimeZone(inheritedTimeZone),
      parent: path === actor.tenantPath ? null : parent,
      contents: insideHidden ? null : contents,
    };
  });
}

const DETAILS = {
  id: tenants.id,
  name: tenants.name,
  kind: tenants.kind,
  mode: tenants.mode,
  trialEndsAt: tenants.trialEndsAt,
  language: tenants.language,
  timeZone: tenants.timeZone,
  inheritedTimeZone: sql<string | null>`time_zone_at(${tenants.path}, true)`,
  disabledAt: tenants.disabledAt,
  openAbove: sql<boolean>`tenant_is_open(subpath(${tenants.path}, 0, -1))`,
  selfManaged: tenants.selfManaged,
  createdAt: tenants.createdAt,
  version: tenants.version,
};

async function parentOf(tx: Transaction, tenantId: number) {
  const [row] = await tx
    .select({ id: tenants.id, name: tenants.name })
    .from(tenants)
    .where(sql`${tenants.id} = (select child.parent_id from ${tenants} child where child.id = ${tenantId})`);
  return row ?? null;
}

/** Counted up to one more than is shown: the policies run for each row, 0.7 s for 200,000 users. */
async function contentsOf(tx: Transaction, tenantId: number) {
  const someUsers = tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), isNull(users.deletedAt)))
    .limit(MOST_COUNTED + 1);
  const someTenants = tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(and(eq(tenants.parentId, tenantId), isNull(tenants.deletedAt)))
    .limit(MOST_COUNTED + 1);
  const [usersFound, tenantsFound] = await Promise.all([someUsers, someTenants]);
  return { users: usersFound.length, tenants: tenantsFound.length };
}

export type DeletedTenant = {
  id: number;
  name: string;
  kind: TenantKind;
  path: string;
  deletedAt: Date;
  recoverableUntil: Date;
};

/**
 * A deleted tenant as the one above it sees it: one that was deleted itself, and isn't permanently deleted yet.
 * @throws AppError NOT_FOUND, the same for one elsewhere, one that is not deleted and one that never existed;
 * FORBIDDEN.
 */
export async function getDeletedTenant(actor: Actor, parentId: number, tenantId: number): Promise<DeletedTenant> {
  return asActor(actor, async (tx) => {
    const parent = await findTenant(tx, actor, parentId);
    if (!can(actor, "user.list", parent)) throw new AppError("FORBIDDEN");
    const [row] = await tx
      .select({
        id: tenants.id,
        name: tenants.name,
        kind: tenants.kind,
        path: tenants.path,
        deletedAt: tenants.deletedAt,
      })
      .from(tenants)
      .where(
        and(
          eq(tenants.id, tenantId),
          eq(tenants.parentId, parentId),
          isNull(tenants.purgedAt),
          sql`coalesce(${tenants.deletedWith}, ${tenants.id}) = ${tenants.id}`,
        ),
      );
    if (!row?.deletedAt) throw new AppError("NOT_FOUND");
    const recoverableUntil = new Date(row.deletedAt.getTime() + RECOVERY_DAYS * 86_400_000);
    return { ...row, deletedAt: row.deletedAt, recoverableUntil };
  });
}
