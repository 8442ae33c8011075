import { mayReadAuditLog } from "@/lib/audit/policy";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { can, isWithin } from "@/lib/users/policy";

type Place = { path: string };

/** Whether somebody may open a tenant at all: their own one, and those below for people who may look around there. */
export function mayOpen(actor: Pick<Actor, "tenantPath" | "access">, { path }: Place): boolean {
  return path === actor.tenantPath || (isWithin(actor, { tenantPath: path }) && actor.access !== "self");
}

/** @throws AppError NOT_FOUND, as for a tenant that does not exist. */
export function assertMayOpen(actor: Pick<Actor, "tenantPath" | "access">, place: Place): void {
  if (!mayOpen(actor, place)) throw new AppError("NOT_FOUND");
}

/** The tabs of the Management Portal and what "+ New" makes, in the order of showing. */
export type PortalSection = "users" | "audit-log" | "settings";
export type PortalCreation = "user";

/** The tabs that somebody has in a tenant. */
export function sectionsOf(actor: Pick<Actor, "tenantPath" | "roles">, { path }: Place): PortalSection[] {
  const place = { tenantPath: path };
  return [
    ...(can(actor, "user.list", place) ? (["users"] as const) : []),
    ...(mayReadAuditLog(actor, place) ? (["audit-log"] as const) : []),
    ...(settingsOf(actor, { path }).length > 0 ? (["settings"] as const) : []),
  ];
}

/** The pages of "Settings", in the order of showing; the first is where the tab leads. */
export type SettingsSection = "security";

/** The settings that somebody sees in a tenant; who may change them is asked apart. */
export function settingsOf(actor: Pick<Actor, "tenantPath" | "roles">, { path }: Place): SettingsSection[] {
  return isWithin(actor, { tenantPath: path }) && actor.roles.management_portal ? ["security"] : [];
}

/** What somebody may create in a tenant; nothing in one that is disabled. */
export function creationsOf(
  actor: Pick<Actor, "tenantPath" | "roles">,
  { path, disabledAt }: Place & { disabledAt: Date | null },
): PortalCreation[] {
  return !disabledAt && can(actor, "user.create", { tenantPath: path }) ? ["user"] : [];
}
