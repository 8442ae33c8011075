import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { PublishCard } from "@/components/eula/publish-card";
import { PublishingMeans } from "@/components/eula/publishing-means";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/can";
import { readAgreement } from "@/lib/eula/agreement";
import { suggestVersion } from "@/lib/eula/suggest-version";
import { notTheirs } from "@/lib/found-or-404";
import { dayIn } from "@/lib/time-zone/days";
import { publishEulaAction } from "../actions";

type Props = PageProps<"/portal/[tenantId]/settings/license-agreement/publish">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agreement.publish"))("title") };
}

export default async function PublishPage({ params }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  if (!can(actor, "agreement.change", tenant)) notTheirs();
  const { versions, draft, figures } = await readAgreement(actor, tenant.id);
  const t = await getTranslations("agreement.publish");
  const [agreement, common] = await Promise.all([getTranslations("agreement"), getTranslations("common")]);
  const base = `/portal/${tenant.id}/settings/license-agreement`;
  if (!draft) {
    return (
      <EmptyState title={t("noneTitle")} action={<LinkButton href={base}>{t("back")}</LinkButton>}>
        {t("noneText")}
      </EmptyState>
    );
  }
  const today = dayIn(actor.timeZone, actor.now);
  const suggested = suggestVersion(
    today,
    versions.map(({ version }) => version),
  );
  return (
    <>
      <Breadcrumbs
        label={common("breadcrumbs")}
        items={[{ label: agreement("title"), href: base }, { label: t("title") }]}
      />
      <PageHeader title={t("title")} description={t("lead")} />
      <PublishingMeans draft={draft} people={figures.people} />
      <PublishCard
        action={publishEulaAction}
        hidden={{ tenantId: tenant.id, draft: draft.state }}
        version={suggested}
        backHref={base}
      />
    </>
  );
}
