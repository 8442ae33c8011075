import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { TenantActions } from "@/components/tenants/tenant-actions";
import { TenantGeneral } from "@/components/tenants/tenant-general";
import { TenantHistory } from "@/components/tenants/tenant-history";
import { TenantNotice } from "@/components/tenants/tenant-notice";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/can";
import { tenantActionsOn } from "@/lib/access/tenants";
import { listAuditLines } from "@/lib/audit-log/queries";
import { foundOr404 } from "@/lib/found-or-404";
import { getTenantDetails } from "@/lib/tenants/tenant-details";
import * as actions from "./actions";
import { undoOf } from "./undo";

/** A look back, not the log itself. */
const LINES_SHOWN = 5;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("general") };
}

export default async function GeneralPage(props: PageProps<"/portal/[tenantId]/settings/general">) {
  const { actor, tenant } = await openTenant("management_portal", props.params, "any");
  const mayRead = !tenant.insideHidden && can(actor, "audit_log.read", tenant);
  const [details, history] = await foundOr404(
    Promise.all([
      getTenantDetails(actor, tenant.id),
      mayRead ? listAuditLines(actor, tenant.id, { limit: LINES_SHOWN }) : null,
    ]),
  );
  const available = tenantActionsOn(actor, details);
  const { notice, from } = await props.searchParams;
  const settings = await getTranslations("settings");
  return (
    <>
      <TenantNotice notice={notice} tenant={details} undo={undoOf(tenant.id, available, from)} />
      <PageHeader title={settings("general")} />
      <TenantGeneral tenant={details} mayEdit={available.includes("tenant.update")} />
      {available.length > 0 && (
        <TenantActions
          tenant={tenant}
          available={available}
          own={tenant.id === actor.tenantId}
          actions={{
            "tenant.start_production": actions.startProductionAction,
            "tenant.start_self_management": actions.startSelfManagementAction,
            "tenant.enable": actions.enableTenantAction,
            "tenant.disable": actions.disableTenantAction,
          }}
        />
      )}
      {history && <TenantHistory tenantId={tenant.id} lines={history.lines} />}
    </>
  );
}
