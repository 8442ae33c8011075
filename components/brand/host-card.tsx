import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Moment } from "@/components/ui/moment";
import { TextField } from "@/components/ui/text-field";
import type { BrandHost } from "@/lib/brand/model";
import type { FormAction } from "@/lib/form/model";

type HostCardProps = {
  tenant: { id: number };
  host: BrandHost;
  /** Looks for the record; left out for users who can't change the brand. */
  checkAction?: FormAction;
  /** Vouches for the name; left out for everyone but the provider. */
  confirmAction?: FormAction;
};

/** Whether the host name shows the brand, and how to prove that it is the company's own. */
export function HostCard({ tenant, host: { name, record, proven }, checkAction, confirmAction }: HostCardProps) {
  const t = useTranslations("branding.host");
  const open = proven === null || proven.by === "earlier";
  return (
    <Card
      title={t("title")}
      actions={<Badge tone={proven ? "success" : "warning"}>{t(proven ? "states.proven" : "states.unproven")}</Badge>}
    >
      <div className="flex max-w-prose flex-col gap-4">
        <p className="wrap-anywhere text-muted">{t(proven ? "shows" : "hidden", { host: name })}</p>
        {proven && (
          <p className="text-muted text-sm">
            {t(`proofs.${proven.by}`)} · <Moment value={proven.at} />
          </p>
        )}
        {open && (
          <>
            <p className="text-muted">{t("steps")}</p>
            <Copied id="host-record-name" label={t("recordName")} value={record.name} />
            <Copied id="host-record-value" label={t("recordValue")} value={record.value} />
            {checkAction && (
              <ActionForm action={checkAction} hidden={{ tenantId: tenant.id }} submitLabel={t("check")} />
            )}
            {confirmAction && (
              <>
                <p className="border-line border-t pt-4 text-muted">{t("confirmText")}</p>
                <ActionForm
                  action={confirmAction}
                  hidden={{ tenantId: tenant.id, hostName: name }}
                  submitLabel={t("confirm")}
                />
              </>
            )}
          </>
        )}
      </div>
    </Card>
  );
}

/** To be copied: one press of Tab selects it whole. */
function Copied({ id, label, value }: { id: string; label: string; value: string }) {
  return <TextField id={id} label={label} value={value} readOnly className="font-mono text-sm" />;
}
