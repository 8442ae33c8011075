import { useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import { gatherWords, type ListColumn, type Row } from "@/components/list/model";
import { useMomentCells } from "@/components/list/use-moment-cells";
import { Card } from "@/components/ui/card";
import type { AcceptanceRow } from "@/lib/eula/model";
import { LANGUAGE_NAMES, LANGUAGES } from "@/lib/vocabulary";

type AcceptancesTableProps = {
  rows: readonly AcceptanceRow[];
  /** Whether these are the users who haven't accepted the version in force: theirs is an older one. */
  missing: boolean;
  /** The version in force. */
  version: string;
};

/** Who accepted what and when, or who hasn't; each user links to their page. */
export function AcceptancesTable({ rows, missing, version }: AcceptancesTableProps) {
  const t = useTranslations("agreement.acceptances");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const facts = useTranslations("agreement.fields");
  const moment = useMomentCells();
  const languages = gatherWords();
  const columns: ListColumn[] = [
    { head: fields("login"), kind: "two", rowHeader: true },
    { head: fields("company"), from: "sm" },
    { head: missing ? t("columns.lastVersion") : facts("version"), below: true },
    { head: t("columns.at"), kind: "moment" },
    { head: fields("language"), kind: "word", words: languages.words, from: "xl" },
    { head: fields("ipAddress"), from: "xl" },
  ];
  return (
    <Card flush>
      <ListTable
        caption={missing ? t("captionMissing", { version }) : t("title")}
        columns={columns}
        rows={rows.map(({ tenantId, userId, login, name, tenantName, accepted }): Row => {
          const language = LANGUAGES.find((known) => known === accepted?.language);
          return [
            `${userId} ${accepted?.versionId}`,
            [name ?? login, name ? login : 0, `/portal/${tenantId}/users/${userId}`],
            tenantName,
            accepted?.version ?? null,
            moment(accepted?.at),
            language ? languages.of(LANGUAGE_NAMES[language], null, language) : null,
            accepted?.address ?? null,
          ];
        })}
        none={list("none")}
      />
    </Card>
  );
}
