import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { TextState } from "@/lib/eula/model";
import type { Draft, DraftText } from "@/lib/eula/schema";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "@/lib/vocabulary";

const TONES: Record<TextState, BadgeTone> = { new: "success", changed: "accent", same: "neutral" };

type Row = { language: Language; text: DraftText | undefined };

/** A row for every language there is: what the draft has in it, or that its readers see English. */
export function DraftTexts({ base, draft, mayChange }: { base: string; draft: Draft; mayChange: boolean }) {
  const t = useTranslations("agreement.draft");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const rows = LANGUAGES.map((language): Row => {
    return { language, text: draft.texts.find((text) => text.language === language) };
  });
  const columns: Column<Row>[] = [
    {
      key: "language",
      header: fields("language"),
      rowHeader: true,
      cell: ({ language }) => <span lang={language}>{LANGUAGE_NAMES[language]}</span>,
    },
    {
      key: "state",
      header: t("columns.state"),
      cell: ({ language, text }) => {
        if (text) return <Badge tone={TONES[text.state]}>{t(`states.${text.state}`)}</Badge>;
        const dropped = draft.dropped.includes(language);
        return dropped ? (
          <Badge tone="warning">{t("dropped")}</Badge>
        ) : (
          <span className="text-muted">{t("missing")}</span>
        );
      },
    },
    {
      key: "changed",
      header: t("columns.changed"),
      from: "lg",
      cell: ({ text }) => (text ? <Moment value={text.updatedAt} /> : list("none")),
    },
    {
      key: "actions",
      header: list("actions"),
      cell: ({ language, text }) => (
        <span className="flex flex-wrap gap-x-4">
          {text && (
            <RowLink href={`${base}/versions/${draft.id}?language=${language}`} action="preview" language={language} />
          )}
          {mayChange && (
            <RowLink href={`${base}/draft/${language}`} action={text ? "edit" : "add"} language={language} />
          )}
        </span>
      ),
    },
  ];
  return (
    <DataTable caption={t("caption")} captionHidden columns={columns} rows={rows} rowKey={({ language }) => language} />
  );
}

/** What can be done, with the language for screen readers that read links without the row. */
function RowLink({ href, action, language }: { href: string; action: "preview" | "edit" | "add"; language: Language }) {
  const t = useTranslations("agreement.draft");
  const actions = useTranslations("actions");
  return (
    <TextLink href={href} prefetch={false}>
      {action === "add" ? t("add") : actions(action)} <VisuallyHidden>{LANGUAGE_NAMES[language]}</VisuallyHidden>
    </TextLink>
  );
}
