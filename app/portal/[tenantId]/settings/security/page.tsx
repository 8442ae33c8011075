import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { PageHeader } from "@/components/ui/page-header";
import { settingsOf } from "@/lib/tenants/policy";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.security"))("title") };
}

export default async function SecuritySettingsPage({ params }: PageProps<"/portal/[tenantId]/settings/security">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  if (!settingsOf(actor, tenant).includes("security")) notFound();
  const t = await getTranslations("settings.security");
  return <PageHeader title={t("title")} description={t("lead", { tenant: tenant.name })} />;
}
