import type { Door } from "@/lib/tenants/policy";
import type { TenantKind } from "@/lib/vocabulary";
import type { Actor } from "./actor";
import { mayManageAgreement } from "./agreement";
import { mayReadAuditLog } from "./audit-log";
import { maySeeBrand } from "./brand";
import { creatableKinds, mayListClients } from "./clients";
import { canWithQuota } from "./quotas";
import { isWithin } from "./reach";
import { maySeeSecurity } from "./tenants";
import { can } from "./users";

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
export type SettingsSection = "general" | "branding" | "quota" | "security" | "license-agreement";

/** The settings that somebody sees in a tenant; who may change them is asked apart. */
export function settingsOf(
  actor: Pick<Actor, "tenantPath" | "roles">,
  tenant: Door & { kind: TenantKind },
): SettingsSection[] {
  if (!isWithin(actor, { tenantPath: tenant.path }) || !actor.roles.management_portal) return [];
  const branding = maySeeBrand(actor, tenant) ? (["branding"] as const) : [];
  const quota = canWithQuota(actor, "quota.view", tenant) ? (["quota"] as const) : [];
  const security = maySeeSecurity(actor, tenant) ? (["security"] as const) : [];
  const agreement = mayManageAgreement(actor, tenant) ? (["license-agreement"] as const) : [];
  return ["general", ...branding, ...quota, ...security, ...agreement];
}

/** What somebody may create in a tenant; nothing in one that is disabled, or below one. */
export function creationsOf(
  actor: Pick<Actor, "tenantPath" | "roles">,
  tenant: Door & { kind: TenantKind; open: boolean },
): PortalCreation[] {
  if (!tenant.open || tenant.closed) return [];
  const users = can(actor, "user.create", { tenantPath: tenant.path });
  return [...creatableKinds(actor, tenant), ...(users ? (["user"] as const) : [])];
}
