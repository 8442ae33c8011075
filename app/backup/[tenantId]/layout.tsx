import type { Metadata } from "next";
import { signOutAction } from "@/app/(start)/actions";
import { openTenant, wayTo } from "@/app/open-tenant";
import { forTitle, titlesAbout } from "@/app/titles";
import { PortalShell } from "@/components/portal/portal-shell";
import { displayName } from "@/lib/display-name";

type Props = LayoutProps<"/backup/[tenantId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const opened = await forTitle(openTenant("backup", params));
  return opened ? titlesAbout(opened.tenant.name) : {};
}

export default async function BackupLayout({ children, params }: Props) {
  const { actor, tenant } = await openTenant("backup", params);
  return (
    <PortalShell
      user={{ name: displayName(actor, actor.language), login: actor.login }}
      signOutAction={signOutAction}
      tenant={{ name: tenant.name, kind: tenant.kind }}
      breadcrumbs={{ base: "/backup", tenants: wayTo(tenant) }}
    >
      {children}
    </PortalShell>
  );
}
