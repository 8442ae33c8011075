import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { RequiredTwoFactor } from "@/components/tenants/required-two-factor";
import { SelfManagement } from "@/components/tenants/self-management";
import { TenantNotice } from "@/components/tenants/tenant-notice";
import { Flash } from "@/components/ui/flash";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/can";
import { settingsOf } from "@/lib/access/sections";
import { foundOr404, notTheirs } from "@/lib/found-or-404";
import { readTwoFactorState } from "@/lib/tenants/two-factor-state";
import { endSelfManagementAction, startOwnSelfManagementAction } from "../general/actions";
import { requireTwoFactorAction } from "./actions";

const SELF_MANAGEMENT = { start: startOwnSelfManagementAction, end: endSelfManagementAction };

type Props = PageProps<"/portal/[tenantId]/settings/security">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.security"))("title") };
}

export default async function SecuritySettingsPage({ params, searchParams }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  if (!settingsOf(actor, tenant).includes("security")) notTheirs();
  const state = await foundOr404(readTwoFactorState(actor, tenant.id));
  const { notice } = await searchParams;
  const t = await getTranslations("settings.security");
  const mayEnd = can(actor, "tenant.end_self_management", tenant);
  const { id, name } = tenant;
  // An address can be made up, so what it says counts only while it is true.
  const news = notice === (state.required ? "required" : "released") && notice;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead", { tenant: tenant.name })} />
      {(notice === "selfManagementStarted" || notice === "selfManagementEnded") && (
        <TenantNotice notice={notice} tenant={{ name, disabledAt: null, selfManaged: tenant.selfManaged }} />
      )}
      {news && <Flash key={news}>{t(`notices.${news}`, { tenant: tenant.name })}</Flash>}
      <RequiredTwoFactor
        tenant={tenant}
        state={state}
        action={can(actor, "security.change", tenant) ? requireTwoFactorAction : undefined}
      />
      {tenant.kind === "customer" && tenant.id === actor.tenantId && (
        <SelfManagement
          tenant={{ id, name }}
          selfManaged={tenant.selfManaged}
          actions={mayEnd ? SELF_MANAGEMENT : undefined}
        />
      )}
    </>
  );
}
