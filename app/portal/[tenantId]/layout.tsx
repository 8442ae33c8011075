import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signOutAction } from "@/app/(start)/actions";
import { openTenant, wayTo } from "@/app/open-tenant";
import { forTitle, titlesAbout } from "@/app/titles";
import { PortalShell } from "@/components/portal/portal-shell";
import { TenantNotices } from "@/components/tenants/tenant-notices";
import { creationsOf, type PortalSection, sectionsOf } from "@/lib/access/sections";
import { displayName } from "@/lib/display-name";
import { CLIENTS_TAB } from "@/lib/vocabulary";

const CREATIONS = {
  customer: { path: "clients/new?kind=customer", label: "tenantKinds.customer" },
  partner: { path: "clients/new?kind=partner", label: "tenantKinds.partner" },
  unit: { path: "clients/new?kind=unit", label: "tenantKinds.unit" },
  user: { path: "users/new", label: "fields.user" },
} as const;

/** What each tab is called, and of the pair that leads to it: "g" and this key. */
const TABS = {
  overview: { title: "overview.title", key: "o" },
  users: { title: "users.title", key: "u" },
  clients: { title: "clients.title.clients", key: "c" },
  "audit-log": { title: "audit.title", key: "a" },
  settings: { title: "settings.title", key: "s" },
} as const satisfies Record<PortalSection, { title: string; key: string }>;

type Props = LayoutProps<"/portal/[tenantId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const opened = await forTitle(openTenant("management_portal", params, "any"));
  return opened ? titlesAbout(opened.tenant.name) : {};
}

export default async function PortalLayout({ children, params }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params, "any");
  const t = await getTranslations();
  const base = `/portal/${tenant.id}`;
  return (
    <PortalShell
      user={{ name: displayName(actor, actor.language), login: actor.login }}
      signOutAction={signOutAction}
      tenant={{ name: tenant.name, kind: tenant.kind }}
      breadcrumbs={{ base: "/portal", tenants: wayTo(tenant) }}
      search={{ tenantId: tenant.id, label: t("fields.search") }}
      newItems={creationsOf(actor, tenant).map((kind) => ({
        href: `${base}/${CREATIONS[kind].path}`,
        label: t(CREATIONS[kind].label),
      }))}
      tabs={sectionsOf(actor, tenant).map((section) => ({
        href: `${base}/${section}`,
        key: TABS[section].key,
        label: t(section === "clients" ? `clients.title.${CLIENTS_TAB[tenant.kind]}` : TABS[section].title),
      }))}
    >
      <TenantNotices tenant={tenant} />
      {children}
    </PortalShell>
  );
}
