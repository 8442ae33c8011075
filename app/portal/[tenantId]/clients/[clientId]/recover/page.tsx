import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { idOr404, openTenant } from "@/app/open-tenant";
import { ConfirmedAction } from "@/components/form/confirmed-action";
import { NameForm } from "@/components/tenants/name-form";
import { TenantNotice } from "@/components/tenants/tenant-notice";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/can";
import { foundOr404, notTheirs } from "@/lib/found-or-404";
import { getDeletedTenant } from "@/lib/tenants/tenant-details";
import { recoverTenantAction, removeTenantAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("actions"))("recover") };
}

export default async function RecoverPage(props: PageProps<"/portal/[tenantId]/clients/[clientId]/recover">) {
  const { actor, tenant } = await openTenant("management_portal", props.params);
  const client = await foundOr404(getDeletedTenant(actor, tenant.id, idOr404((await props.params).clientId)));
  if (!can(actor, "tenant.recover", client)) notTheirs();
  const [t, common, format] = await Promise.all([
    getTranslations("tenants.recover"),
    getTranslations("common"),
    getFormatter(),
  ]);
  const actions = await getTranslations("actions");
  const fields = await getTranslations("fields");
  const { name } = client;
  const day = (value: Date) => format.dateTime(value, { dateStyle: "long" });
  const dates = { date: day(client.deletedAt), until: day(client.recoverableUntil) };
  return (
    <div className="flex w-full max-w-2xl flex-col gap-5">
      <TenantNotice notice={(await props.searchParams).notice} tenant={{ ...client, disabledAt: null }} />
      <PageHeader title={t("title", { name })} description={t("lead", { name, ...dates })} />
      <Card>
        <NameForm
          action={recoverTenantAction}
          purpose="recover"
          hidden={{ tenantId: client.id }}
          name={name}
          words={{ label: fields("name"), hint: t("nameHint"), submit: actions("recover"), cancel: common("cancel") }}
          cancelHref={`/portal/${tenant.id}`}
        />
      </Card>
      <Card>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5">
          <p className="min-w-0 flex-[1_1_14rem] text-muted text-sm">{t("removeText")}</p>
          <ConfirmedAction
            action={removeTenantAction}
            hidden={{ tenantId: client.id }}
            label={actions("remove")}
            question={{
              title: common("removal.title", { name }),
              text: common("removal.company"),
              submit: actions("remove"),
              cancel: common("cancel"),
            }}
          />
        </div>
      </Card>
    </div>
  );
}
