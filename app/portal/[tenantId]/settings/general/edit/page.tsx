import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { EditTenantForm } from "@/components/tenants/edit-tenant-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { tenantActionsOn } from "@/lib/access/tenants";
import { formVersion } from "@/lib/form/version";
import { foundOr404, notTheirs } from "@/lib/found-or-404";
import { getTenantDetails } from "@/lib/tenants/tenant-details";
import { generalValues } from "@/lib/tenants/update-tenant";
import { timeZones } from "@/lib/time-zone/names";
import { updateTenantAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tenants.edit"))("title") };
}

export default async function EditTenantPage({ params }: PageProps<"/portal/[tenantId]/settings/general/edit">) {
  const { actor, tenant } = await openTenant("management_portal", params, "any");
  const details = await foundOr404(getTenantDetails(actor, tenant.id));
  if (!tenantActionsOn(actor, details).includes("tenant.update")) notTheirs();
  const t = await getTranslations("tenants.edit");
  const fields = await getTranslations("fields");
  const timeZone = await getTranslations("tenants.timeZone");
  const { id, name, language } = details;
  const inherited = timeZone(details.kind === "root" ? "none" : "above", { zone: details.inheritedTimeZone });
  return (
    <>
      <PageHeader title={t("title")} description={t("lead", { name })} />
      <Card>
        <EditTenantForm
          action={updateTenantAction}
          tenant={{ id, name, language, timeZone: details.timeZone }}
          timeZones={{ zones: timeZones(), inherited }}
          version={formVersion(details.version, generalValues(details))}
          words={{
            name: fields("name"),
            language: fields("language"),
            languageHint: t("languageHint"),
            timeZone: fields("timeZone"),
            timeZoneHint: timeZone("hint"),
          }}
        />
      </Card>
    </>
  );
}
