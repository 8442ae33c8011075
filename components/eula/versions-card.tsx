import { useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import type { Row } from "@/components/list/model";
import { useMomentCells } from "@/components/list/use-moment-cells";
import { Card } from "@/components/ui/card";
import type { VersionSummary } from "@/lib/eula/model";
import { LANGUAGE_NAMES } from "@/lib/vocabulary";

/** Everything that was ever published, newest first, each to be read in each of its languages. */
export function VersionsCard({ base, versions }: { base: string; versions: readonly VersionSummary[] }) {
  const t = useTranslations("agreement.history");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const facts = useTranslations("agreement.fields");
  const inForce = useTranslations("agreement.inForce");
  const moment = useMomentCells();
  const [newest] = versions;
  return (
    <Card title={t("title")} description={t("description")} flush>
      <ListTable
        caption={t("caption")}
        columns={[
          { head: facts("version"), kind: "two", rowHeader: true },
          { head: facts("published"), kind: "moment", from: "sm" },
          { head: facts("by"), from: "xl" },
          { head: fields("languages"), kind: "links", below: true },
          { head: facts("note"), kind: "lines", from: "lg" },
        ]}
        rows={versions.map(({ id, version, publishedAt, publishedBy, languages, note }): Row => {
          return [
            id,
            [version],
            moment(publishedAt),
            publishedBy ?? inForce("withProduct"),
            languages.map(
              (language) =>
                [LANGUAGE_NAMES[language], `${base}/versions/${id}?language=${language}`, null, language] as const,
            ),
            note,
          ];
        })}
        none={list("none")}
        marked={newest && [newest.id, t("inForce")]}
      />
    </Card>
  );
}
