import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import type { TenantKind } from "@/lib/tenants/schema";
import { BACKUP_ROLES, type Role } from "./schema";

/** What may be done to users of a tenant. */
export type UserAction = "user.list" | "user.create" | "user.resend_activation" | "email.send_again";

type Place = { tenantPath: string };

/** Whether a place is the actor's own tenant or below it. */
export function isWithin(actor: Pick<Actor, "tenantPath">, { tenantPath }: Place): boolean {
  return tenantPath === actor.tenantPath || tenantPath.startsWith(`${actor.tenantPath}.`);
}

/** Whether an actor may do something to the users of a tenant: portal-spec.md, "Roles". */
export function can(actor: Pick<Actor, "tenantPath" | "roles">, action: UserAction, place: Place): boolean {
  if (!isWithin(actor, place)) return false;
  const role = actor.roles.management_portal;
  if (!role) return false;
  return role === "readonly_admin" ? action === "user.list" : true;
}

/**
 * Whether an actor may see who uses the services of a tenant: administrators and those who look after backups. Others see
 * only themselves.
 */
export function maySeePeople(actor: Pick<Actor, "tenantPath" | "access">, place: Place): boolean {
  return isWithin(actor, place) && actor.access !== "self";
}

/**
 * Before a change looks anything up: people who may change nothing at all hear that, whatever they ask for.
 * @throws AppError FORBIDDEN.
 */
export function assertMayChange(actor: Pick<Actor, "access">): void {
  if (actor.access !== "admin") throw new AppError("FORBIDDEN");
}

/** @throws AppError NOT_FOUND for a place out of reach, which must look as if it did not exist; FORBIDDEN within. */
export function assertCan(actor: Pick<Actor, "tenantPath" | "roles">, action: UserAction, place: Place): void {
  if (can(actor, action, place)) return;
  throw new AppError(isWithin(actor, place) ? "FORBIDDEN" : "NOT_FOUND");
}

/** The administrator role of each kind of tenant. */
export const ADMINISTRATOR_OF = {
  root: "partner_admin",
  partner: "partner_admin",
  customer: "company_admin",
  unit: "unit_admin",
} as const satisfies Record<TenantKind, Role>;

/** The roles that exist in a kind of tenant, highest first. */
export function rolesIn(kind: TenantKind): Role[] {
  const portal: Role[] = [ADMINISTRATOR_OF[kind], "readonly_admin"];
  return kind === "customer" || kind === "unit" ? [...portal, ...BACKUP_ROLES] : portal;
}

/**
 * The roles an actor may give in a tenant: all that exist there for an administrator at or above it, none for anybody else.
 * Every such role is at or below the administrator's own, since it reaches no further than that tenant.
 */
export function grantableRoles(
  actor: Pick<Actor, "tenantPath" | "roles">,
  place: Place & { kind: TenantKind },
): Role[] {
  return can(actor, "user.create", place) ? rolesIn(place.kind) : [];
}

/** @throws AppError ROLE_NOT_AVAILABLE when the role does not exist there or is not the actor's to give. */
export function assertGrantable(
  actor: Pick<Actor, "tenantPath" | "roles">,
  role: Role,
  place: Place & { kind: TenantKind },
  field = "access",
): void {
  if (!grantableRoles(actor, place).includes(role)) throw new AppError("ROLE_NOT_AVAILABLE", field);
}
