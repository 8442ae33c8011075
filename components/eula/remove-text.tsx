import { useTranslations } from "next-intl";
import { ConfirmedAction } from "@/components/form/confirmed-action";
import { Card } from "@/components/ui/card";
import type { FormAction } from "@/lib/form/model";
import { LANGUAGE_NAMES, type Language } from "@/lib/vocabulary";

type RemoveTextProps = { action: FormAction; tenantId: number; language: Language };

/** Takes a language out of the draft, after a question. */
export function RemoveText({ action, tenantId, language }: RemoveTextProps) {
  const t = useTranslations("agreement.edit");
  const common = useTranslations("common");
  const name = { language: LANGUAGE_NAMES[language] };
  return (
    <Card title={t("removeTitle")}>
      <div className="flex flex-col items-start gap-4">
        <p className="text-muted">{t("removeText", name)}</p>
        <ConfirmedAction
          action={action}
          hidden={{ tenantId, language }}
          label={t("remove")}
          question={{
            title: t("removeQuestion", name),
            text: t("removeConsequence"),
            submit: t("remove"),
            cancel: common("cancel"),
          }}
        />
      </div>
    </Card>
  );
}
