import { useTranslations } from "next-intl";
import { ConfirmedAction } from "@/components/form/confirmed-action";
import { Card } from "@/components/ui/card";
import type { FormAction } from "@/lib/form/model";

type RestoreBrandProps = { tenant: { id: number; name: string }; action: FormAction };

/** The way back to the look of those above. */
export function RestoreBrand({ tenant, action }: RestoreBrandProps) {
  const t = useTranslations("branding.restore");
  const common = useTranslations("common");
  return (
    <Card title={t("title")}>
      <p className="mb-4 max-w-prose text-muted">{t("text", { tenant: tenant.name })}</p>
      <ConfirmedAction
        action={action}
        hidden={{ tenantId: tenant.id }}
        label={t("title")}
        question={{
          title: t("question", { tenant: tenant.name }),
          text: t("questionText"),
          submit: t("submit"),
          cancel: common("cancel"),
        }}
      />
    </Card>
  );
}
