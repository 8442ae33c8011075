import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { ChangeQuotaForm } from "@/components/quotas/change-quota-form";
import { NoticeThresholdForm } from "@/components/quotas/notice-threshold-form";
import { QuotaCard } from "@/components/quotas/quota-card";
import { Flash } from "@/components/ui/flash";
import { PageHeader } from "@/components/ui/page-header";
import { can, obstacle } from "@/lib/access/can";
import { notTheirs } from "@/lib/found-or-404";
import { promisedBelow, quotaVersionOf, storageOf } from "@/lib/quotas/queries";
import { changeQuotaAction, setNoticeThresholdAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("quotas"))("title") };
}

export default async function QuotaPage({ params, searchParams }: PageProps<"/portal/[tenantId]/settings/quota">) {
  const { actor, tenant } = await openTenant("management_portal", params, "any");
  if (!can(actor, "quota.view", tenant)) notTheirs();
  const { id, name, kind } = tenant;
  const storage = await storageOf(actor, id);
  const promised = kind === "customer" ? null : await promisedBelow(actor, id);
  const version = await quotaVersionOf(actor, id);
  const t = await getTranslations("quotas");
  const [form, errors] = [await getTranslations("quotaForm"), await getTranslations("errors")];
  const { notice } = await searchParams;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead", { tenant: name })} />
      {notice === "quota-saved" && <Flash>{form("saved")}</Flash>}
      {notice === "notice-saved" && <Flash>{form("noticeSaved")}</Flash>}
      <QuotaCard tenantName={name} storage={storage} promised={promised} />
      {can(actor, "quota.change", tenant) ? (
        <ChangeQuotaForm
          key={version}
          action={changeQuotaAction}
          title={t("changeTitle")}
          tenantId={id}
          quota={storage}
          version={version}
          hard={storage.hard}
        />
      ) : (
        obstacle(actor, "quota.change", tenant) === "QUOTA_OWN" && <p className="text-muted">{errors("QUOTA_OWN")}</p>
      )}
      {can(actor, "quota.set_notice", tenant) && (
        <NoticeThresholdForm
          action={setNoticeThresholdAction}
          title={t("noticeTitle")}
          lead={t("noticeLead")}
          tenantId={id}
          noticePercent={storage.noticePercent}
        />
      )}
    </>
  );
}
