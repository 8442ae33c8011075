import { signOutAction } from "@/app/(start)/actions";
import { openTenant } from "@/app/open-tenant";
import { PortalShell } from "@/components/portal/portal-shell";
import { TenantBreadcrumbs } from "@/components/portal/tenant-breadcrumbs";
import { displayName } from "@/lib/users/display-name";

export default async function BackupLayout({ children, params }: LayoutProps<"/backup/[tenantId]">) {
  const { actor, tenant } = await openTenant("backup", params);
  return (
    <PortalShell
      user={{ name: displayName(actor), login: actor.login }}
      signOutAction={signOutAction}
      tenant={tenant}
      breadcrumbs={<TenantBreadcrumbs tenants={tenant.breadcrumbs} hrefOf={(id) => `/backup/${id}`} />}
    >
      {children}
    </PortalShell>
  );
}
