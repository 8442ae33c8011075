"use client";

import { useTranslations } from "next-intl";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";

const schema = () => import("@/lib/quotas/schema").then((schemas) => schemas.noticeThresholdSchema);

type NoticeThresholdFormProps = {
  action: FormAction;
  title: string;
  lead: string;
  tenantId: number;
  noticePercent: number;
};

/** The share of the quota from which administrators get a notice that it is almost reached. */
export function NoticeThresholdForm({ action, title, lead, tenantId, noticePercent }: NoticeThresholdFormProps) {
  const t = useTranslations("quotaForm");
  const common = useTranslations("common");
  const form = useServerForm({ action, schema });
  return (
    <Card title={title} description={lead}>
      <ServerForm form={form} className="flex flex-col gap-5">
        <input type="hidden" name="tenantId" value={tenantId} />
        <div className="sm:max-w-sm">
          <TextField
            {...form.field("noticePercent", t("noticePercent"), { defaultValue: String(noticePercent) })}
            hint={t("noticeHint")}
            inputMode="numeric"
            autoComplete="off"
            maxLength={5}
            required
          />
        </div>
        <SubmitButton className="self-start" variant="secondary" pending={form.pending}>
          {common("save")}
        </SubmitButton>
      </ServerForm>
    </Card>
  );
}
