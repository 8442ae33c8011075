import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { Menu, MenuLink } from "@/components/ui/menu";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { TenantAction } from "@/lib/vocabulary";

type TenantMenuProps = {
  /** The one above, whose list it is in: a deleted tenant has no page of its own. */
  parentId: number;
  tenant: { id: number; name: string };
  available: readonly TenantAction[];
};

/** Where each action is explained and done, below the tenant's own settings; those of a deleted one are on a page of the tenant above. */
export function tenantActionHref(action: TenantAction, tenantId: number, parentId: number): string {
  const page = `/portal/${tenantId}/settings/general`;
  if (action === "tenant.recover" || action === "tenant.remove")
    return `/portal/${parentId}/clients/${tenantId}/recover`;
  if (action === "tenant.update") return `${page}/edit`;
  if (action === "tenant.move") return `${page}/move`;
  return action === "tenant.delete" ? `${page}/delete` : page;
}

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

/** "⋯" at the end of a line: leads to where each action is explained and done. */
export function TenantMenu({ parentId, tenant, available }: TenantMenuProps) {
  const t = useTranslations("tenants.actions");
  const actions = useTranslations("actions");
  if (available.length === 0) return null;
  return (
    <Menu
      variant="ghost"
      size="sm"
      trigger={
        <>
          <Ellipsis aria-hidden="true" />
          <VisuallyHidden>{t("menu", { name: tenant.name })}</VisuallyHidden>
        </>
      }
    >
      {available.map((action) => (
        <MenuLink key={action} href={tenantActionHref(action, tenant.id, parentId)}>
          {actions(TENANT_ACTION_LABELS[action])}
        </MenuLink>
      ))}
    </Menu>
  );
}
