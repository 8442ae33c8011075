import { getTranslations } from "next-intl/server";
import { PortalShell } from "@/components/portal/portal-shell";
import { TenantBreadcrumbs } from "@/components/portal/tenant-breadcrumbs";
import { GlobalSearch } from "@/components/search/global-search";
import { TenantSwitcher } from "@/components/search/tenant-switcher";
import { signOut } from "../../actions";
import { companyOf, READER } from "../../reader";

const TITLES = {
  clients: "clients.title.clients",
  users: "users.title",
  "audit-log": "audit.title",
  settings: "settings.title",
} as const;

/** The frame of the portal as an administrator of the provider sees it. */
export default async function PortalLayout({ children, params }: LayoutProps<"/portal/[tenantId]">) {
  const { id, name } = companyOf(Number((await params).tenantId));
  const t = await getTranslations();
  const base = `/portal/${id}`;
  const above = [1, 2].map((n) => ({ id: n, name: "Northwind Backup" }));
  return (
    <PortalShell
      user={READER}
      signOutAction={signOut}
      tenant={{ name, kind: "customer" }}
      breadcrumbs={
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <TenantBreadcrumbs tenants={[...above, { id, name }]} hrefOf={(to) => `/portal/${to}`} />
          <TenantSwitcher tenantId={id} />
        </div>
      }
      search={{ field: <GlobalSearch tenantId={id} />, href: `${base}/search`, label: t("fields.search") }}
      newItems={[
        { href: `${base}/clients/new?kind=unit`, label: t("tenantKinds.unit") },
        { href: `${base}/users/new`, label: t("fields.user") },
      ]}
      tabs={(["clients", "users", "audit-log", "settings"] as const).map((section) => ({
        href: `${base}/${section}`,
        label: t(TITLES[section]),
      }))}
    >
      {children}
    </PortalShell>
  );
}
