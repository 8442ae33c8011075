import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { tenants } from "@/db/tables";
import { checkViolation, foundNothing, uniqueViolation } from "@/db/violations";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange, isWithin } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { endSessionsBelow } from "@/lib/auth/sessions";
import { AppError, type ErrorCode } from "@/lib/errors";
import { noteEnqueued } from "@/lib/outbox/note-enqueued";
import { changeTree } from "./change-tree";
import { auditedTenant, type ChangeableTenant, lockChangeableTenant } from "./lock-changeable-tenant";

const REFUSALS: Record<string, ErrorCode> = {
  tenants_containment: "MOVE_TARGET",
  tenants_no_cycle: "MOVE_BENEATH_ITSELF",
  tenants_target_is_open: "MOVE_TARGET_DISABLED",
};

type Place = { id: number; path: string; name: string };

/**
 * J8: hangs a partner or customer, with everything below it, under another partner or the provider. People stay signed in.
 * @throws AppError NOT_FOUND, FORBIDDEN, OWN_TENANT, BUSY; for the field `targetId` MOVE_TARGET, also for one out of reach,
 *   MOVE_BENEATH_ITSELF, MOVE_TARGET_DISABLED, MOVE_NAME_TAKEN. Nothing has changed then.
 * @returns where it hung before; null when it hangs there already.
 */
export async function moveTenant(actor: Actor, tenantId: number, targetId: number): Promise<number | null> {
  assertCanChange(actor);
  return changeTree(actor, async (tx) => {
    const tenant = await lockChangeableTenant(tx, actor, "tenant.move", tenantId);
    if (tenant.parentId === targetId) return null;
    const from = tenant.parentId === null ? null : await placeOf(tx, actor, tenant.parentId);
    const to = await placeOf(tx, actor, targetId);
    if (!from || !to) throw new AppError("MOVE_TARGET", "targetId");
    // A session that started at the very moment when a tenant above was disabled doesn't work, and must not start
    // working now.
    if (!tenant.openAbove) await endSessionsBelow(tx, tenant.id, "tenant_disabled");
    await tx.execute(sql`select move_tenant(${tenant.id}, ${to.id})`).catch((error: unknown) => {
      const refused = REFUSALS[checkViolation(error) ?? ""] ?? (foundNothing(error) ? "MOVE_TARGET" : undefined);
      const clash = uniqueViolation(error) === "tenants_name_per_parent" ? "MOVE_NAME_TAKEN" : undefined;
      throw refused || clash ? new AppError(refused ?? clash ?? "MOVE_TARGET", "targetId") : error;
    });
    // Its storage counts elsewhere now; a trigger tells the administrators whose quota that passes.
    noteEnqueued();
    await auditMove(tx, actor, { ...tenant, path: `${to.path}.${tenant.id}`, parentId: to.id }, from, to);
    return from.id;
  });
}

async function placeOf(tx: Transaction, actor: Actor, tenantId: number): Promise<Place | undefined> {
  const [place] = await tx
    .select({ id: tenants.id, path: tenants.path, name: tenants.name })
    .from(tenants)
    .where(
      and(eq(tenants.id, tenantId), sql`${tenants.path} <@ ${actor.tenantPath}::ltree`, isNull(tenants.deletedAt)),
    );
  return place;
}

/**
 * An entry at both ends and one with the tenant. Two partners that know nothing of each other don't learn each other's
 * name: the other end is named where it is below, else in an entry of the tenant above both.
 */
async function auditMove(
  tx: Transaction,
  actor: Actor,
  tenant: ChangeableTenant,
  from: Place,
  to: Place,
): Promise<void> {
  const by = auditActor(actor);
  const seesTo = isWithin({ tenantPath: from.path }, to);
  const seesFrom = isWithin({ tenantPath: to.path }, from);
  const moved = (at: Place) => auditedTenant(tenant, at);
  await audit(tx, by, "tenant.move", moved(from), { moved: "away", ...(seesTo && { to: to.name }) });
  await audit(tx, by, "tenant.move", moved(to), { moved: "here", ...(seesFrom && { from: from.name }) });
  await audit(tx, by, "tenant.move", auditedTenant(tenant));
  if (seesTo || seesFrom) return;
  const above = await placeOf(tx, actor, idAboveBoth(from.path, to.path));
  if (above) await audit(tx, by, "tenant.move", moved(above), { from: from.name, to: to.name });
}

/** The id of the lowest tenant that lies above two paths. */
function idAboveBoth(one: string, other: string): number {
  const labels = other.split(".");
  return Number(
    one
      .split(".")
      .filter((label, depth) => label === labels[depth])
      .at(-1),
  );
}
