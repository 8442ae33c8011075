import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { EditTextForm } from "@/components/eula/edit-text-form";
import { RemoveText } from "@/components/eula/remove-text";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/can";
import { readDraftText } from "@/lib/eula/agreement";
import { FALLBACK_LANGUAGE } from "@/lib/eula/model";
import { languageSchema } from "@/lib/fields/language";
import { LANGUAGE_NAMES } from "@/lib/vocabulary";
import { removeTextAction, saveTextAction } from "../../actions";

type Props = PageProps<"/portal/[tenantId]/settings/license-agreement/draft/[language]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const language = languageSchema.catch("en").parse((await params).language);
  return { title: (await getTranslations("agreement.edit"))("title", { language: LANGUAGE_NAMES[language] }) };
}

export default async function EditTextPage({ params }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const language = languageSchema.safeParse((await params).language).data;
  if (!language || !can(actor, "agreement.change", tenant)) notFound();
  const text = await readDraftText(actor, tenant.id, language);
  const [t, agreement, common] = await Promise.all([
    getTranslations("agreement.edit"),
    getTranslations("agreement"),
    getTranslations("common"),
  ]);
  const base = `/portal/${tenant.id}/settings/license-agreement`;
  const title = t(text.exists ? "title" : "addTitle", { language: LANGUAGE_NAMES[language] });
  return (
    <>
      <Breadcrumbs
        label={common("breadcrumbs")}
        items={[{ label: agreement("title"), href: base }, { label: LANGUAGE_NAMES[language] }]}
      />
      <PageHeader title={title} description={t("lead")} />
      {!text.draft && <Notice>{t("noDraft")}</Notice>}
      <Card>
        <EditTextForm
          action={saveTextAction}
          {...{ tenantId: tenant.id, language, text, base }}
          words={{ title: t("name"), body: t("body"), bodyHint: t("bodyHint"), submit: t("submit") }}
        />
      </Card>
      {text.draft && text.exists && language !== FALLBACK_LANGUAGE && (
        <RemoveText action={removeTextAction} tenantId={tenant.id} language={language} />
      )}
    </>
  );
}
