import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import type { TenantKind } from "@/lib/tenants/schema";
import {
  BACKUP_ROLES,
  LIFE_CYCLE_ACTIONS,
  type LifeCycleAction,
  type Role,
  USER_EDITS,
  type UserEdit,
  type UserStatus,
} from "./schema";

/** What may be done to users of a tenant. */
export type UserAction =
  | "user.list"
  | "user.create"
  | "user.end_sessions"
  | "user.reset_trusted_browsers"
  | "email.send_again"
  | UserEdit
  | LifeCycleAction;

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

/** What nobody does to themself: the way back would be closed, or is guarded better in "My account". */
const NEVER_TO_ONESELF: readonly UserAction[] = [
  "user.disable",
  "user.delete",
  "user.reset_two_factor",
  "user.end_sessions",
  "user.reset_trusted_browsers",
  "user.update_roles",
];

/** @throws AppError SELF. */
export function assertNotSelf(actor: Pick<Actor, "userId">, action: UserAction, userId: number): void {
  if (actor.userId === userId && NEVER_TO_ONESELF.includes(action)) throw new AppError("SELF");
}

/** What makes sense in which state; a link that is sent works only while the tenant and all above it are not disabled. */
const ACTIONS_IN: Record<UserStatus, readonly LifeCycleAction[]> = {
  active: ["user.reset_password", "user.reset_two_factor", "user.disable"],
  not_activated: ["user.resend_activation", "user.disable"],
  disabled: ["user.reset_two_factor", "user.enable", "user.delete"],
  deleted: ["user.recover"],
};
const SENDS_A_LINK: readonly LifeCycleAction[] = ["user.resend_activation", "user.reset_password"];

/** What an actor is offered to do to a user as they are now. The verbs decide again. */
export function actionsOn(
  actor: Pick<Actor, "userId" | "tenantPath" | "roles">,
  user: { id: number; status: UserStatus; twoFactor?: boolean; recoverableUntil?: Date | null },
  tenant: { path: string; open: boolean },
): LifeCycleAction[] {
  const over = user.status === "deleted" && user.recoverableUntil && user.recoverableUntil.getTime() <= Date.now();
  return LIFE_CYCLE_ACTIONS.filter(
    (action) =>
      can(actor, action, { tenantPath: tenant.path }) &&
      ACTIONS_IN[user.status].includes(action) &&
      !(actor.userId === user.id && NEVER_TO_ONESELF.includes(action)) &&
      !(!tenant.open && SENDS_A_LINK.includes(action)) &&
      !(action === "user.reset_two_factor" && !user.twoFactor) &&
      !over,
  );
}

/** Which parts of a user's page an actor is offered to edit. The verbs decide again. */
export function editsOn(
  actor: Pick<Actor, "userId" | "tenantPath" | "roles">,
  user: { id: number; status: UserStatus },
  tenant: { path: string },
): UserEdit[] {
  return USER_EDITS.filter(
    (edit) =>
      user.status !== "deleted" &&
      can(actor, edit, { tenantPath: tenant.path }) &&
      !(actor.userId === user.id && NEVER_TO_ONESELF.includes(edit)),
  );
}

/** Why an actor is not offered to disable a user who could be disabled otherwise. */
export function obstacleTo(
  actor: Pick<Actor, "userId">,
  user: { id: number; lastAdministrator: boolean },
): "own" | "lastAdministrator" | null {
  if (actor.userId === user.id) return "own";
  return user.lastAdministrator ? "lastAdministrator" : null;
}

/** Whether an actor is offered to end somebody's sessions and the trust in their browsers; one's own stand in "My account". */
export function mayEndSessions(
  actor: Pick<Actor, "userId" | "tenantPath" | "roles">,
  user: { id: number },
  place: Place,
): boolean {
  return user.id !== actor.userId && can(actor, "user.end_sessions", place);
}

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
