import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import type { FormAction } from "@/lib/form/model";
import type { BatchView } from "@/lib/user-batches/model";
import type { Language } from "@/lib/vocabulary";
import { BatchRows } from "./batch-rows";
import { StartBatchForm } from "./start-batch-form";

type BatchDraftViewProps = {
  tenant: { id: number; language: Language };
  batch: BatchView;
  shown: { after: number | undefined; skipped: boolean };
  action: FormAction;
};

/** What would happen to whom, and the button that makes it happen. */
export function BatchDraftView({ tenant, batch, shown, action }: BatchDraftViewProps) {
  const t = useTranslations("userBatch");
  const fields = useTranslations("fields");
  const common = useTranslations("common");
  const users = useTranslations("users");
  const { id, action: kind, counts } = batch;
  const { waiting: affected } = counts;
  const skipped = counts.refused + counts.unchanged;
  const list = `/portal/${tenant.id}/users`;
  const words = {
    language: fields("language"),
    count: t("count"),
    countHint: t("countHint", { count: String(affected) }),
    submit: t("submit", { action: kind, count: affected }),
    cancel: common("cancel"),
  };
  return (
    <>
      <PageHeader title={t("title", { action: kind })} description={t("draftText")} />
      <Notice title={t("affected", { count: affected })}>{affected > 0 && t("consequence", { action: kind })}</Notice>
      {skipped > 0 && <Notice tone="warning">{t("skipped", { count: skipped })}</Notice>}
      {affected > 0 ? (
        <Card>
          <StartBatchForm
            action={action}
            tenantId={tenant.id}
            batch={{ id, action: kind }}
            language={tenant.language}
            listHref={list}
            words={words}
          />
        </Card>
      ) : (
        <p>
          <LinkButton href={list} variant="secondary">
            {users("goToUsers")}
          </LinkButton>
        </p>
      )}
      <BatchRows tenantId={tenant.id} batch={batch} shown={shown} />
    </>
  );
}
