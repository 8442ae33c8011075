import type { TenantKind } from "@/lib/vocabulary";
import { can } from "./can";
import { creatableKinds } from "./clients";
import { isWithin, type Who } from "./reach";
import type { SeenPlace } from "./tenants";

type SeenTenant = SeenPlace & { kind: TenantKind };

/** The tabs of the Management Portal and what "+ New" makes, in the order of showing. */
export type PortalSection = "overview" | "clients" | "users" | "audit-log" | "settings";
export type PortalCreation = "customer" | "partner" | "unit" | "user";

/** The tabs that an actor has in a tenant. */
export function sectionsOf(actor: Who, tenant: SeenTenant): PortalSection[] {
  const inside = !tenant.insideHidden;
  return [
    ...(inside && can(actor, "client.list", tenant) ? (["overview", "clients"] as const) : []),
    ...(inside && can(actor, "user.list", tenant) ? (["users"] as const) : []),
    ...(inside && can(actor, "audit_log.read", tenant) ? (["audit-log"] as const) : []),
    ...(settingsOf(actor, tenant).length > 0 ? (["settings"] as const) : []),
  ];
}

/** The pages of "Settings", in the order of showing; the first is where the tab leads. */
export type SettingsSection = "general" | "branding" | "quota" | "security" | "license-agreement";

/** The settings that an actor sees in a tenant; each page asks on its own what can be changed. */
export function settingsOf(actor: Who, tenant: SeenTenant): SettingsSection[] {
  if (!isWithin(actor, tenant) || !actor.roles.management_portal) return [];
  return [
    "general",
    ...(can(actor, "brand.view", tenant) ? (["branding"] as const) : []),
    ...(can(actor, "quota.view", tenant) ? (["quota"] as const) : []),
    ...(can(actor, "security.view", tenant) ? (["security"] as const) : []),
    ...(can(actor, "agreement.view", tenant) ? (["license-agreement"] as const) : []),
  ];
}

/** What an actor can create in a tenant; nothing in one that is disabled, or below one. */
export function creationsOf(actor: Who, tenant: SeenTenant & { open: boolean }): PortalCreation[] {
  if (!tenant.open || tenant.insideHidden) return [];
  return [...creatableKinds(actor, tenant), ...(can(actor, "user.create", tenant) ? (["user"] as const) : [])];
}
