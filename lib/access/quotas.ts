import type { Actor } from "@/lib/access/actor";
import { isWithin } from "@/lib/access/reach";
import { AppError, type ErrorCode } from "@/lib/errors";
import type { TenantKind } from "@/lib/vocabulary";

export type QuotaAction = "quota.view" | "quota.change" | "quota.set_notice";

type Place = { path: string; kind: TenantKind };

/** Why somebody who sees a tenant's quota may not do something with it; null when they may. */
export function quotaObstacle(
  actor: Pick<Actor, "tenantPath" | "roles">,
  action: QuotaAction,
  { path, kind }: Place,
): ErrorCode | null {
  const role = actor.roles.management_portal;
  if (!isWithin(actor, { tenantPath: path })) return "NOT_FOUND";
  if (!role) return "FORBIDDEN";
  if (kind === "unit") return "QUOTA_OF_UNIT";
  if (action === "quota.view") return null;
  if (role === "readonly_admin") return "FORBIDDEN";
  // Nobody raises their own. The provider has nobody above it.
  return action === "quota.change" && path === actor.tenantPath && kind !== "root" ? "QUOTA_OWN" : null;
}

export function canWithQuota(actor: Pick<Actor, "tenantPath" | "roles">, action: QuotaAction, place: Place): boolean {
  return quotaObstacle(actor, action, place) === null;
}

/** @throws AppError NOT_FOUND, FORBIDDEN, QUOTA_OF_UNIT, QUOTA_OWN. */
export function assertCanWithQuota(
  actor: Pick<Actor, "tenantPath" | "roles">,
  action: QuotaAction,
  place: Place,
): void {
  const obstacle = quotaObstacle(actor, action, place);
  if (obstacle) throw new AppError(obstacle);
}
