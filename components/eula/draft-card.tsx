import { useFormatter, useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { ConfirmedAction } from "@/components/form/confirmed-action";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Draft } from "@/lib/eula/schema";
import type { FormAction } from "@/lib/form/model";
import { DraftTexts } from "./draft-texts";

type DraftCardProps = {
  base: string;
  tenantId: number;
  draft: Draft | null;
  /** Left out for users who can only look. */
  actions?: { start: FormAction; discard: FormAction };
};

/** The next version while it is written: its texts, and publishing or discarding it; or how to begin one. */
export function DraftCard({ base, tenantId, draft, actions }: DraftCardProps) {
  const t = useTranslations("agreement.draft");
  const agreement = useTranslations("agreement");
  const common = useTranslations("common");
  const format = useFormatter();
  if (!draft) {
    return (
      <Card title={agreement("draftName")}>
        <div className="flex flex-col items-start gap-4">
          <p className="max-w-prose text-muted">{t(actions ? "none" : "noneReadonly")}</p>
          {actions && <ActionForm action={actions.start} hidden={{ tenantId }} submitLabel={t("start")} />}
        </div>
      </Card>
    );
  }
  return (
    <Card
      title={agreement("draftName")}
      description={t("description", { date: format.dateTime(draft.startedAt, { dateStyle: "long" }) })}
      flush
    >
      <DraftTexts base={base} draft={draft} mayChange={actions !== undefined} />
      <div className="flex flex-col gap-4 border-line border-t px-4 py-4 sm:px-5">
        <p className="max-w-prose text-muted text-sm">{t("fallback")}</p>
        {actions && (
          <div className="flex flex-wrap items-start gap-2">
            <LinkButton href={`${base}/publish`}>{t("publish")}</LinkButton>
            <ConfirmedAction
              action={actions.discard}
              hidden={{ tenantId }}
              label={t("discard")}
              variant="ghost"
              question={{
                title: t("discardTitle"),
                text: t("discardText"),
                submit: t("discard"),
                cancel: common("cancel"),
              }}
            />
          </div>
        )}
      </div>
    </Card>
  );
}
