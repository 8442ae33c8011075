import type { TenantAction } from "@/lib/vocabulary";

/**
 * Where each action is explained and done, below the tenant's own settings; those of a deleted one are on a page of the tenant above.
 * @param tenantId a number, or "#" for any.
 */
export function tenantActionHref(action: TenantAction, tenantId: number | "#", parentId: number): string {
  const page = `/portal/${tenantId}/settings/general`;
  if (action === "tenant.recover" || action === "tenant.remove")
    return `/portal/${parentId}/clients/${tenantId}/recover`;
  if (action === "tenant.update") return `${page}/edit`;
  if (action === "tenant.move") return `${page}/move`;
  return action === "tenant.delete" ? `${page}/delete` : page;
}

/** What each action is called, among the texts "actions". */
export const TENANT_ACTION_LABELS = {
  "tenant.update": "edit",
  "tenant.start_production": "start_production",
  "tenant.move": "move",
  "tenant.end_self_management": "end_self_management",
  "tenant.start_self_management": "start_self_management",
  "tenant.enable": "enable",
  "tenant.disable": "disable",
  "tenant.recover": "recover",
  "tenant.delete": "delete",
  "tenant.remove": "remove",
} as const satisfies Record<TenantAction, string>;
