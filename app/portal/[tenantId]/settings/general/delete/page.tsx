import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { NameForm } from "@/components/tenants/name-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { tenantActionsOn } from "@/lib/access/tenants";
import { foundOr404 } from "@/lib/found-or-404";
import { getTenantDetails } from "@/lib/tenants/tenant-details";
import { CLIENTS_TAB } from "@/lib/vocabulary";
import { deleteTenantAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("actions"))("delete") };
}

export default async function DeleteTenantPage({ params }: PageProps<"/portal/[tenantId]/settings/general/delete">) {
  const { actor, tenant } = await openTenant("management_portal", params, "any");
  const details = await foundOr404(getTenantDetails(actor, tenant.id));
  const back = `/portal/${tenant.id}/settings/general`;
  // The company's page says what can be done instead.
  if (!tenantActionsOn(actor, details).includes("tenant.delete")) redirect(back);
  const [t, common] = await Promise.all([getTranslations("tenants.delete"), getTranslations("common")]);
  const actions = await getTranslations("actions");
  const fields = await getTranslations("fields");
  const { name, kind, contents } = details;
  return (
    <>
      <PageHeader title={t("title", { name })} description={t("lead", { name })} />
      <Card title={contents ? t("goesWith") : undefined}>
        {contents && (
          <ul className="mb-5 list-disc ps-5 text-muted">
            <li>{t("users", { count: contents.users })}</li>
            <li>{t("below", { of: CLIENTS_TAB[kind], count: contents.tenants })}</li>
          </ul>
        )}
        <NameForm
          action={deleteTenantAction}
          purpose="delete"
          hidden={{ tenantId: tenant.id }}
          words={{
            label: fields("name"),
            hint: t("nameHint", { name }),
            submit: actions("delete"),
            cancel: common("cancel"),
          }}
          cancelHref={back}
        />
      </Card>
    </>
  );
}
