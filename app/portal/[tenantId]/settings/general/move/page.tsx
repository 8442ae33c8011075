import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { MoveForm } from "@/components/tenants/move-form";
import { MoveSearch } from "@/components/tenants/move-search";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { tenantActionsOn } from "@/lib/access/tenants";
import { foundOr404 } from "@/lib/found-or-404";
import { listMoveTargets } from "@/lib/tenants/move-targets";
import { getTenantDetails } from "@/lib/tenants/tenant-details";
import { moveTenantAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("actions"))("move") };
}

export default async function MovePage(props: PageProps<"/portal/[tenantId]/settings/general/move">) {
  const { actor, tenant } = await openTenant("management_portal", props.params, "any");
  const details = await foundOr404(getTenantDetails(actor, tenant.id));
  if (!tenantActionsOn(actor, details).includes("tenant.move")) redirect(`/portal/${tenant.id}/settings/general`);
  const { q } = await props.searchParams;
  const search = typeof q === "string" ? q.slice(0, 255) : "";
  const { targets, more } = await foundOr404(listMoveTargets(actor, tenant.id, search));
  const [t, common] = await Promise.all([getTranslations("tenants.move"), getTranslations("common")]);
  const actions = await getTranslations("actions");
  const options = targets.map(({ id, name, parentName }) => ({
    value: String(id),
    label: parentName ? t("under", { name, parent: parentName }) : name,
  }));
  const hint = more ? t("more", { count: targets.length }) : undefined;
  return (
    <>
      <PageHeader title={t("title", { name: tenant.name })} description={t("lead", { name: tenant.name })} />
      <Card title={details.parent ? `${t("now")}: ${details.parent.name}` : undefined}>
        <MoveSearch search={search} found={targets.length} />
        {targets.length > 0 && (
          <MoveForm
            key={search}
            action={moveTenantAction}
            tenantId={tenant.id}
            options={options}
            words={{ label: t("target"), hint, submit: actions("move"), cancel: common("cancel") }}
          />
        )}
      </Card>
    </>
  );
}
