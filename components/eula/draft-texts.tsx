import { useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import { type CellLink, gatherWords, type Row } from "@/components/list/model";
import { useMomentCells } from "@/components/list/use-moment-cells";
import type { BadgeTone } from "@/components/ui/badge";
import type { TextState } from "@/lib/eula/model";
import type { Draft } from "@/lib/eula/schema";
import { LANGUAGE_NAMES, LANGUAGES } from "@/lib/vocabulary";

const TONES: Record<TextState, BadgeTone> = { new: "success", changed: "accent", same: "neutral" };

/** A row for every language there is: what the draft has in it, or that its readers see English. */
export function DraftTexts({ base, draft, mayChange }: { base: string; draft: Draft; mayChange: boolean }) {
  const t = useTranslations("agreement.draft");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const actions = useTranslations("actions");
  const moment = useMomentCells();
  const languages = gatherWords();
  const states = gatherWords();
  const rows = LANGUAGES.map((language): Row => {
    const name = LANGUAGE_NAMES[language];
    const text = draft.texts.find((one) => one.language === language);
    const missing = draft.dropped.includes(language)
      ? states.of(t("dropped"), "warning")
      : states.of(t("missing"), "muted");
    const links: CellLink[] = [];
    if (text) links.push([actions("preview"), `${base}/versions/${draft.id}?language=${language}`, name]);
    if (mayChange) links.push([text ? actions("edit") : t("add"), `${base}/draft/${language}`, name]);
    return [
      language,
      languages.of(name, null, language),
      text ? states.of(t(`states.${text.state}`), TONES[text.state]) : missing,
      moment(text?.updatedAt),
      links,
    ];
  });
  return (
    <ListTable
      caption={t("caption")}
      columns={[
        { head: fields("language"), kind: "word", words: languages.words, rowHeader: true },
        { head: t("columns.state"), kind: "word", words: states.words },
        { head: t("columns.changed"), kind: "moment", from: "lg" },
        { head: list("actions"), kind: "links" },
      ]}
      rows={rows}
      none={list("none")}
    />
  );
}
