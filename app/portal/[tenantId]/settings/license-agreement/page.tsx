import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { AgreementNotice } from "@/components/eula/agreement-notice";
import { DraftCard } from "@/components/eula/draft-card";
import { InForceCard } from "@/components/eula/in-force-card";
import { VersionsCard } from "@/components/eula/versions-card";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/can";
import { readAgreement } from "@/lib/eula/agreement";
import { notTheirs } from "@/lib/found-or-404";
import { discardDraftAction, startDraftAction } from "./actions";

type Props = PageProps<"/portal/[tenantId]/settings/license-agreement">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agreement"))("title") };
}

export default async function LicenseAgreementPage({ params, searchParams }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  if (!can(actor, "agreement.view", tenant)) notTheirs();
  const { versions, draft, figures } = await readAgreement(actor, tenant.id);
  const [inForce] = versions;
  const t = await getTranslations("agreement");
  const base = `/portal/${tenant.id}/settings/license-agreement`;
  const actions = { start: startDraftAction, discard: discardDraftAction };
  return (
    <>
      <AgreementNotice notice={(await searchParams).notice} version={inForce.version} draft={draft !== null} />
      <PageHeader title={t("title")} description={t("lead")} />
      <InForceCard base={base} version={inForce} figures={figures} />
      <DraftCard
        base={base}
        tenantId={tenant.id}
        draft={draft}
        actions={can(actor, "agreement.change", tenant) ? actions : undefined}
      />
      <VersionsCard base={base} versions={versions} />
    </>
  );
}
