import { AppError } from "@/lib/errors";
import { BACKUP_ROLES, type Role, type TenantKind } from "@/lib/vocabulary";
import { can } from "./can";
import type { Place, Who } from "./reach";

/** The administrator role of each kind of tenant. */
export const ADMINISTRATOR_OF = {
  root: "partner_admin",
  partner: "partner_admin",
  customer: "company_admin",
  unit: "unit_admin",
} as const satisfies Record<TenantKind, Role>;

/** The roles on the Management Portal. */
export const PORTAL_ROLES: readonly Role[] = [...new Set(Object.values(ADMINISTRATOR_OF)), "readonly_admin"];

/** The roles that exist in a kind of tenant, highest first. */
export function rolesIn(kind: TenantKind): Role[] {
  const portal: Role[] = [ADMINISTRATOR_OF[kind], "readonly_admin"];
  return kind === "customer" || kind === "unit" ? [...portal, ...BACKUP_ROLES] : portal;
}

/**
 * The roles an actor can give in a tenant: all that exist there for an administrator at or above it, none for anyone else.
 * Every such role is at or below the administrator's own, since it reaches no further than that tenant.
 */
export function grantableRoles(actor: Who, place: Place & { kind: TenantKind }): Role[] {
  return can(actor, "user.create", place) ? rolesIn(place.kind) : [];
}

/** @throws AppError ROLE_NOT_AVAILABLE when the role does not exist there or is not the actor's to give. */
export function assertGrantable(actor: Who, role: Role, place: Place & { kind: TenantKind }, field = "access"): void {
  if (!grantableRoles(actor, place).includes(role)) throw new AppError("ROLE_NOT_AVAILABLE", field);
}
