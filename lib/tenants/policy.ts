import { mayReadAuditLog } from "@/lib/audit/policy";
import type { Actor } from "@/lib/auth/actor";
import { creatableKinds, mayListClients } from "@/lib/clients/policy";
import { AppError } from "@/lib/errors";
import { canWithQuota } from "@/lib/quotas/policy";
import { can, isWithin } from "@/lib/users/policy";
import {
  TENANT_ACTIONS,
  type TenantAction,
  type TenantKind,
  type TenantMode,
  type TenantStatus,
  tenantStatus,
} from "./schema";

type Place = { path: string };
/** `closed`: a self-service customer, for those above, who see nothing of it but the company itself. */
type Door = Place & { closed?: boolean };

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

/** The tabs of the Management Portal and what "+ New" makes, in the order of showing. */
export type PortalSection = "overview" | "clients" | "users" | "audit-log" | "settings";
export type PortalCreation = "customer" | "partner" | "unit" | "user";

/** The tabs that somebody has in a tenant. */
export function sectionsOf(
  actor: Pick<Actor, "tenantPath" | "roles">,
  tenant: Door & { kind: TenantKind },
): PortalSection[] {
  const place = { tenantPath: tenant.path };
  return [
    ...(!tenant.closed && mayListClients(actor, tenant) ? (["overview", "clients"] as const) : []),
    ...(!tenant.closed && can(actor, "user.list", place) ? (["users"] as const) : []),
    ...(!tenant.closed && mayReadAuditLog(actor, place) ? (["audit-log"] as const) : []),
    ...(settingsOf(actor, tenant).length > 0 ? (["settings"] as const) : []),
  ];
}

/** The pages of "Settings", in the order of showing; the first is where the tab leads. */
export type SettingsSection = "general" | "quota" | "security";

/** The settings that somebody sees in a tenant; who may change them is asked apart. */
export function settingsOf(
  actor: Pick<Actor, "tenantPath" | "roles">,
  tenant: Door & { kind: TenantKind },
): SettingsSection[] {
  if (!isWithin(actor, { tenantPath: tenant.path }) || !actor.roles.management_portal) return [];
  const quota = canWithQuota(actor, "quota.view", tenant) ? (["quota"] as const) : [];
  return ["general", ...quota, ...(maySeeSecurity(actor, tenant) ? (["security"] as const) : [])];
}

/** Who sees the security settings: everybody on the Management Portal, behind no closed door. */
function maySeeSecurity(actor: Pick<Actor, "tenantPath" | "roles">, { path, closed }: Door): boolean {
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

/** What somebody may create in a tenant; nothing in one that is disabled. */
export function creationsOf(
  actor: Pick<Actor, "tenantPath" | "roles">,
  tenant: Door & { kind: TenantKind; disabledAt: Date | null },
): PortalCreation[] {
  if (tenant.disabledAt || tenant.closed) return [];
  const users = can(actor, "user.create", { tenantPath: tenant.path });
  return [...creatableKinds(actor, tenant), ...(users ? (["user"] as const) : [])];
}
