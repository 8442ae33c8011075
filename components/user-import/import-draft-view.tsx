import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { FormAction } from "@/lib/form/model";
import type { ImportDraft } from "@/lib/user-import/model";
import { ImportForm } from "./import-form";
import { importFormWords } from "./import-form-words";
import { ImportPreview, ImportVerdict } from "./import-preview";

type ImportDraftViewProps = {
  tenantId: number;
  draft: ImportDraft;
  shown: { all: boolean; after: number | undefined };
  actions: { check: FormAction; create: FormAction };
};

/** What a list would create, and the list itself to be corrected. */
export function ImportDraftView({ tenantId, draft, shown, actions }: ImportDraftViewProps) {
  const t = useTranslations("userImport.preview");
  const words = importFormWords(useTranslations("userImport.form"), useTranslations("common"), "checkAgain");
  const { id, total, bad, text } = draft;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      <ImportVerdict draft={draft} />
      <ActionForm
        key={`create ${id}`}
        action={actions.create}
        hidden={{ tenantId, importId: id }}
        variant="primary"
        submitLabel={t("create", { count: total })}
        available={bad === 0}
      />
      <ImportPreview draft={draft} base={`/portal/${tenantId}/users/import/${id}`} shown={shown} />
      <Card title={t("correctTitle")} description={t("correctText")}>
        <ImportForm key={id} action={actions.check} tenantId={tenantId} text={text} words={words} />
      </Card>
    </>
  );
}
