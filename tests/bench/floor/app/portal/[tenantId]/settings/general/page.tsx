import { getTranslations } from "next-intl/server";
import { TenantActions } from "@/components/tenants/tenant-actions";
import { TenantGeneral } from "@/components/tenants/tenant-general";
import { TenantHistory } from "@/components/tenants/tenant-history";
import { PageHeader } from "@/components/ui/page-header";
import { askCompany } from "../../../../../queries";
import { doNothing } from "../../../../actions";
import { database } from "../../../../database";
import { companyOf } from "../../../../reader";

/** A company's page by one query, for anyone. */
export default async function GeneralPage({ params }: PageProps<"/portal/[tenantId]/settings/general">) {
  const tenant = companyOf(Number((await params).tenantId));
  const [row] = await askCompany(database(), tenant.id);
  const settings = await getTranslations("settings");
  return (
    <>
      <PageHeader title={settings("general")} />
      {row && (
        <TenantGeneral
          tenant={{
            ...tenant,
            ...row,
            trialEndsAt: null,
            language: "en",
            timeZone: null,
            inheritedTimeZone: "UTC",
            disabledAt: null,
            openAbove: true,
            selfManaged: false,
            contents: { users: 1001, tenants: 0 },
          }}
          mayEdit
        />
      )}
      <TenantActions
        tenant={{ ...tenant, kind: "customer" }}
        available={["tenant.update", "tenant.move", "tenant.start_self_management", "tenant.disable"]}
        own={false}
        actions={{
          "tenant.start_production": doNothing,
          "tenant.start_self_management": doNothing,
          "tenant.enable": doNothing,
          "tenant.disable": doNothing,
        }}
      />
      <TenantHistory
        tenantId={tenant.id}
        lines={(row?.lines ?? []).map((line) => ({ ...line, at: new Date(line.at) }))}
      />
    </>
  );
}
