import type { Actor } from "@/lib/access/actor";
import { isWithin } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";
import type { TenantKind } from "@/lib/vocabulary";

type Place = { path: string; kind: TenantKind };

/** Whether tenants of a kind show themselves under a brand of their own: those that sell to others. */
export function mayHaveBrand(kind: TenantKind): boolean {
  return kind === "root" || kind === "partner";
}

/** Who sees how a brand is set up: everybody on the Management Portal, where there can be one. */
export function maySeeBrand(actor: Pick<Actor, "tenantPath" | "roles">, { path, kind }: Place): boolean {
  return mayHaveBrand(kind) && isWithin(actor, { tenantPath: path }) && Boolean(actor.roles.management_portal);
}

/** Who may change it: administrators, read-only ones not. */
export function mayChangeBrand(actor: Pick<Actor, "tenantPath" | "roles">, place: Place): boolean {
  return maySeeBrand(actor, place) && actor.roles.management_portal !== "readonly_admin";
}

/** @throws AppError NOT_FOUND for a place out of reach; BRAND_OF_CUSTOMER where there can be none; FORBIDDEN. */
export function assertMaySeeBrand(actor: Pick<Actor, "tenantPath" | "roles">, place: Place): void {
  if (!maySeeBrand(actor, place)) throw refusal(actor, place);
}

/** @throws AppError as `assertMaySeeBrand`. */
export function assertMayChangeBrand(actor: Pick<Actor, "tenantPath" | "roles">, place: Place): void {
  if (!mayChangeBrand(actor, place)) throw refusal(actor, place);
}

function refusal(actor: Pick<Actor, "tenantPath">, { path, kind }: Place): AppError {
  if (!isWithin(actor, { tenantPath: path })) return new AppError("NOT_FOUND");
  return new AppError(mayHaveBrand(kind) ? "FORBIDDEN" : "BRAND_OF_CUSTOMER");
}
