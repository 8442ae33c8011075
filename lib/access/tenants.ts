import { AppError } from "@/lib/errors";
import type { Door, Place } from "@/lib/tenants/policy";
import {
  TENANT_ACTIONS,
  type TenantAction,
  type TenantKind,
  type TenantMode,
  type TenantStatus,
  tenantStatus,
} from "@/lib/vocabulary";
import type { Actor } from "./actor";
import { isWithin } from "./reach";

/** Whether somebody may open a tenant at all: their own one, and those below for people who may look around there. */
export function mayOpen(actor: Pick<Actor, "tenantPath" | "access">, { path }: Place): boolean {
  return path === actor.tenantPath || (isWithin(actor, { tenantPath: path }) && actor.access !== "self");
}

/** @throws AppError NOT_FOUND, as for a tenant that does not exist. */
export function assertMayOpen(actor: Pick<Actor, "tenantPath" | "access">, place: Place): void {
  if (!mayOpen(actor, place)) throw new AppError("NOT_FOUND");
}

/** What is done to a tenant from above only: nobody disables, deletes or moves their own company, or ends its trial. */
const FROM_ABOVE: readonly TenantAction[] = [
  "tenant.start_production",
  "tenant.move",
  "tenant.enable",
  "tenant.disable",
  "tenant.recover",
  "tenant.delete",
];

/** Whether an actor may do something to a tenant itself: administrators at or above it, some things only above or only within. */
export function canChangeTenant(
  actor: Pick<Actor, "tenantPath" | "roles">,
  action: TenantAction,
  { path }: Place,
): boolean {
  const role = actor.roles.management_portal;
  if (!isWithin(actor, { tenantPath: path }) || !role || role === "readonly_admin") return false;
  const own = path === actor.tenantPath;
  if (action === "tenant.open_door") return own;
  return !(own && FROM_ABOVE.includes(action));
}

/** @throws AppError NOT_FOUND for a place out of reach, OWN_TENANT for what only those above do, FORBIDDEN for all else. */
export function assertMayChangeTenant(
  actor: Pick<Actor, "tenantPath" | "roles" | "access">,
  action: TenantAction,
  place: Place,
): void {
  if (!isWithin(actor, { tenantPath: place.path })) throw new AppError("NOT_FOUND");
  if (canChangeTenant(actor, action, place)) return;
  const own = place.path === actor.tenantPath && FROM_ABOVE.includes(action);
  throw new AppError(own && canChangeTenant(actor, "tenant.update", place) ? "OWN_TENANT" : "FORBIDDEN");
}

/** What makes sense in which state. */
const ACTIONS_IN: Record<TenantStatus, readonly TenantAction[]> = {
  active: TENANT_ACTIONS.filter((action) => !["tenant.enable", "tenant.delete", "tenant.recover"].includes(action)),
  disabled: TENANT_ACTIONS.filter((action) => !["tenant.disable", "tenant.recover"].includes(action)),
  deleted: ["tenant.recover"],
};

/** A tenant as far as it matters to what can be done to it. */
export type ActionSubject = Place & {
  kind: TenantKind;
  mode: TenantMode | null;
  selfService: boolean;
  disabledAt: Date | null;
  deletedAt?: Date | null;
  /** Of a deleted one: the end of the time in which it can be recovered. */
  recoverableUntil?: Date | null;
  /** False when a tenant above it is disabled: enabling this one would change nothing. */
  openAbove?: boolean;
};

/** What an actor is offered to do to a tenant as it is now, in the order of showing. The verbs decide again. */
export function tenantActionsOn(actor: Pick<Actor, "tenantPath" | "roles">, tenant: ActionSubject): TenantAction[] {
  const { kind, mode, selfService, disabledAt, deletedAt = null, recoverableUntil, openAbove = true } = tenant;
  const status = tenantStatus({ disabledAt, deletedAt });
  const sensible: Record<TenantAction, boolean> = {
    "tenant.update": true,
    "tenant.start_production": mode === "trial",
    "tenant.move": kind === "partner" || kind === "customer",
    "tenant.open_door": kind === "customer" && selfService,
    "tenant.close_door": kind === "customer" && !selfService,
    "tenant.enable": openAbove,
    "tenant.disable": true,
    "tenant.recover": !recoverableUntil || recoverableUntil.getTime() > Date.now(),
    "tenant.delete": true,
  };
  return ACTIONS_IN[status].filter((action) => sensible[action] && canChangeTenant(actor, action, tenant));
}

/** Who sees the security settings: everybody on the Management Portal, behind no closed door. */
export function maySeeSecurity(actor: Pick<Actor, "tenantPath" | "roles">, { path, closed }: Door): boolean {
  return isWithin(actor, { tenantPath: path }) && Boolean(actor.roles.management_portal) && !closed;
}

/** Who may change the security settings: administrators, read-only ones not, behind no closed door. */
export function mayChangeSecurity(actor: Pick<Actor, "tenantPath" | "roles">, place: Door): boolean {
  return maySeeSecurity(actor, place) && actor.roles.management_portal !== "readonly_admin";
}

/** @throws AppError NOT_FOUND for a place out of reach, which must look as if it did not exist; FORBIDDEN within. */
export function assertMaySeeSecurity(actor: Pick<Actor, "tenantPath" | "roles">, place: Door): void {
  if (!maySeeSecurity(actor, place)) throw refusal(actor, place);
}

/** @throws AppError as `assertMaySeeSecurity`. */
export function assertMayChangeSecurity(actor: Pick<Actor, "tenantPath" | "roles">, place: Door): void {
  if (!mayChangeSecurity(actor, place)) throw refusal(actor, place);
}

function refusal(actor: Pick<Actor, "tenantPath">, { path }: Place): AppError {
  return new AppError(isWithin(actor, { tenantPath: path }) ? "FORBIDDEN" : "NOT_FOUND");
}
