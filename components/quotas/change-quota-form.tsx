"use client";

import { useLocale, useTranslations } from "next-intl";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useBytes } from "@/components/ui/use-bytes";
import type { FormAction } from "@/lib/form/model";
import { quotaFormValues, readQuotaToken, typedQuota } from "@/lib/quotas/model";
import { QuotaFields } from "./quota-fields";

const schema = () => import("@/lib/quotas/schema").then((schemas) => schemas.changeQuotaSchema);

type Quota = { quotaBytes: number | null; overageBytes: number | null };

type ChangeQuotaFormProps = {
  action: FormAction;
  title: string;
  tenantId: number;
  quota: Quota;
  version: number;
  /** Whether the service stops at it: a customer's, which may have an overage. */
  hard: boolean;
};

/** Sets a quota. One below usage is confirmed first; if another user has changed it since, both are shown. */
export function ChangeQuotaForm({ action, title, tenantId, quota, version, hard }: ChangeQuotaFormProps) {
  const t = useTranslations("quotaForm");
  const common = useTranslations("common");
  const words = useQuotaWords();
  const form = useServerForm({ action, schema });
  const { fieldErrors, values } = form.state;
  const conflict = fieldErrors?.version?.code === "VERSION_CONFLICT" ? fieldErrors.version.values : undefined;
  const warning = fieldErrors?.confirmed?.code === "QUOTA_BELOW_USE" ? fieldErrors.confirmed.values : undefined;
  const warned = readQuotaToken(warning?.token);
  const stops = hard && Number(warning?.used) > (warned?.quotaBytes ?? 0) + (warned?.overageBytes ?? 0);
  const typed = typedQuota(values ?? {});
  return (
    <Card title={title}>
      <ServerForm form={form} className="flex flex-col gap-5">
        <input type="hidden" name="tenantId" value={tenantId} />
        {/* After a conflict the version that was shown beside one's own: saving again is a choice and no accident. */}
        <input type="hidden" name="version" value={conflict?.version ?? values?.version ?? version} />
        <QuotaFields form={form} initial={quotaFormValues(quota, useLocale())} overage={hard} />
        {conflict && (
          <Notice tone="warning" title={t("conflictTitle")}>
            {t("conflictText", {
              theirs: words(readQuotaToken(conflict.current)),
              mine: words(typed),
            })}
          </Notice>
        )}
        {warning && (
          <Notice tone="warning" title={t("belowUseTitle")}>
            <p>
              {t(stops ? "belowUseHard" : "belowUseText", {
                used: words({ quotaBytes: Number(warning.used), overageBytes: null }),
                quota: words(warned),
              })}
            </p>
            <div className="mt-2 text-base">
              <Checkbox
                {...form.checkbox("confirmed", t("confirm", { quota: words(warned) }))}
                value={String(warning.token)}
                error={undefined}
              />
            </div>
          </Notice>
        )}
        <SubmitButton className="self-start" pending={form.pending}>
          {common("save")}
        </SubmitButton>
      </ServerForm>
    </Card>
  );
}

/** A quota in words, e.g. "1 TB with 100 GB on top". */
function useQuotaWords(): (quota: Quota | null) => string {
  const t = useTranslations("quotaForm");
  const common = useTranslations("common");
  const bytes = useBytes();
  return (quota) => {
    if (!quota) return t("nothingTyped");
    if (quota.quotaBytes === null) return common("unlimited");
    if (quota.overageBytes === null) return bytes(quota.quotaBytes);
    return t("withOverage", { quota: bytes(quota.quotaBytes), overage: bytes(quota.overageBytes) });
  };
}
