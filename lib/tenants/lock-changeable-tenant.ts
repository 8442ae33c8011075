import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { isWithinDays } from "@/db/clock";
import { tenants } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { type AuditActor, type AuditObject, audit, auditActor } from "@/lib/audit/audit";
import type { AuditDetails, AuditEvent } from "@/lib/audit/model";
import { AppError } from "@/lib/errors";
import type { TenantAction } from "@/lib/vocabulary";
import { RECOVERY_DAYS } from "@/lib/vocabulary";

/**
 * First in the transaction of every change to a tenant itself: finds it, checks that the actor can do this to it, and
 * keeps everyone else from changing it until commit.
 * @throws AppError NOT_FOUND, the same for one out of reach, one that is deleted and one that never existed; FORBIDDEN,
 * OWN_TENANT.
 */
export async function lockChangeableTenant(tx: Transaction, actor: Actor, action: TenantAction, tenantId: number) {
  const [tenant] = await tx
    .select({
      id: tenants.id,
      parentId: tenants.parentId,
      path: tenants.path,
      kind: tenants.kind,
      name: tenants.name,
      language: tenants.language,
      timeZone: tenants.timeZone,
      mode: tenants.mode,
      selfManaged: tenants.selfManaged,
      disabledAt: tenants.disabledAt,
      deletedAt: tenants.deletedAt,
      version: tenants.version,
      /** Of a deleted tenant: whether it was deleted itself, not along with one above, and the time to recover it is not over. */
      recoverable: sql<boolean>`(${isWithinDays(tenants.deletedAt, RECOVERY_DAYS)}
        and coalesce(${tenants.deletedWith}, ${tenants.id}) = ${tenants.id} and ${tenants.purgedAt} is null)`,
      /** Whether no tenant above is disabled or deleted. */
      openAbove: sql<boolean>`tenant_is_open(subpath(${tenants.path}, 0, -1))`,
    })
    .from(tenants)
    .where(and(eq(tenants.id, tenantId), sql`${tenants.path} <@ ${actor.tenantPath}::ltree`))
    .for("no key update");
  if (!tenant || (tenant.deletedAt && action !== "tenant.recover" && action !== "tenant.remove"))
    throw new AppError("NOT_FOUND");
  assertCan(actor, action, tenant);
  return tenant;
}

export type ChangeableTenant = Awaited<ReturnType<typeof lockChangeableTenant>>;

/** A tenant as the audit log names it, in its own log or in that of another place. */
export function auditedTenant({ id, name, path }: { id: number; name: string; path: string }, at?: Place): AuditObject {
  return { type: "tenant", id, name, tenantId: at?.id ?? id, tenantPath: at?.path ?? path };
}

type Place = { id: number; path: string };

/**
 * The audit line of a change to a tenant. Those above a self-managed customer do not read its log, so what they do to it is
 * written down in their own as well.
 */
export async function auditTenant(
  tx: Transaction,
  actor: Actor,
  event: AuditEvent,
  tenant: Pick<ChangeableTenant, "id" | "name" | "path" | "kind" | "selfManaged" | "parentId">,
  details: AuditDetails = {},
): Promise<void> {
  const by: AuditActor = auditActor(actor);
  await audit(tx, by, event, auditedTenant(tenant), details);
  if (!tenant.selfManaged || tenant.kind !== "customer" || tenant.path === actor.tenantPath || !tenant.parentId) return;
  const parent = { id: tenant.parentId, path: tenant.path.split(".").slice(0, -1).join(".") };
  await audit(tx, by, event, auditedTenant(tenant, parent), details);
}
