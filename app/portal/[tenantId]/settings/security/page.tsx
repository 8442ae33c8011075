import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { SupportAccess } from "@/components/tenants/support-access";
import { PageHeader } from "@/components/ui/page-header";
import { canChangeTenant, settingsOf } from "@/lib/tenants/policy";
import { allowSupportAccessAction, endSupportAccessAction } from "../general/actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.security"))("title") };
}

export default async function SecuritySettingsPage({ params }: PageProps<"/portal/[tenantId]/settings/security">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  if (!settingsOf(actor, tenant).includes("security")) notFound();
  const t = await getTranslations("settings.security");
  const mayChange = canChangeTenant(actor, "tenant.open_door", tenant);
  return (
    <>
      <PageHeader title={t("title")} description={t("lead", { tenant: tenant.name })} />
      {tenant.kind === "customer" && tenant.id === actor.tenantId && (
        <SupportAccess
          tenant={{ id: tenant.id, name: tenant.name }}
          selfService={tenant.selfService}
          actions={mayChange ? { allow: allowSupportAccessAction, end: endSupportAccessAction } : undefined}
        />
      )}
    </>
  );
}
