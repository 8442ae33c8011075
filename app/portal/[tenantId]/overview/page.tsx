import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { ChangesCard } from "@/components/overview/changes-card";
import { ClientsCard } from "@/components/overview/clients-card";
import { EmailsCard } from "@/components/overview/emails-card";
import { FirstSteps } from "@/components/overview/first-steps";
import { StorageCard } from "@/components/overview/storage-card";
import { UsersCard } from "@/components/overview/users-card";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/can";
import { creationsOf } from "@/lib/access/sections";
import { listAuditLines } from "@/lib/audit-log/queries";
import { foundOr404 } from "@/lib/found-or-404";
import { isFresh } from "@/lib/overview/model";
import { overviewOf } from "@/lib/overview/queries";
import { CLIENTS_TAB } from "@/lib/vocabulary";

/** How many of the last changes are shown. */
const CHANGES = 6;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("overview"))("title") };
}

export default async function OverviewPage({ params }: PageProps<"/portal/[tenantId]/overview">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const overview = await foundOr404(overviewOf(actor, tenant.id));
  const { lines } = await foundOr404(listAuditLines(actor, tenant.id, { limit: CHANGES }));
  const t = await getTranslations("overview");
  const look = CLIENTS_TAB[tenant.kind];
  const quotaHref = can(actor, "quota.view", tenant) ? `/portal/${tenant.id}/settings/quota` : undefined;
  return (
    <>
      <PageHeader title={t("title")} description={t("description", { tenant: tenant.name })} />
      {isFresh(overview) && (
        <FirstSteps tenant={{ id: tenant.id, name: tenant.name }} creations={creationsOf(actor, tenant)} />
      )}
      <div className="grid gap-5 lg:grid-cols-2">
        <ClientsCard tenant={tenant} look={look} clients={overview.clients} />
        <StorageCard
          tenant={tenant}
          storage={overview.storage}
          quotas={look === "clients" ? overview.quotas : undefined}
          quotaHref={quotaHref}
        />
        <UsersCard tenant={tenant} users={overview.users} />
        <EmailsCard tenant={tenant} emails={overview.emails} />
      </div>
      <ChangesCard tenant={tenant} lines={lines} />
    </>
  );
}
