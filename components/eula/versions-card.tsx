import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Moment } from "@/components/ui/moment";
import type { VersionSummary } from "@/lib/eula/model";
import { VersionLanguages } from "./version-languages";

/** Everything that was ever published, newest first, each to be read in each of its languages. */
export function VersionsCard({ base, versions }: { base: string; versions: readonly VersionSummary[] }) {
  const t = useTranslations("agreement.history");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const facts = useTranslations("agreement.fields");
  const inForce = useTranslations("agreement.inForce");
  return (
    <Card title={t("title")} description={t("description")} flush>
      <DataTable
        caption={t("caption")}
        captionHidden
        rows={versions}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            key: "version",
            header: facts("version"),
            rowHeader: true,
            cell: (version) => (
              <span className="flex flex-wrap items-center gap-x-2 wrap-anywhere">
                {version.version}
                {version === versions[0] && <Badge tone="success">{t("inForce")}</Badge>}
              </span>
            ),
          },
          {
            key: "published",
            header: facts("published"),
            cell: ({ publishedAt }) => <Moment value={publishedAt} look="stacked" />,
          },
          {
            key: "by",
            header: facts("by"),
            from: "xl",
            cell: ({ publishedBy }) => <span className="wrap-anywhere">{publishedBy ?? inForce("withProduct")}</span>,
          },
          {
            key: "languages",
            header: fields("languages"),
            cell: ({ id, languages }) => <VersionLanguages href={`${base}/versions/${id}`} languages={languages} />,
          },
          {
            key: "note",
            header: facts("note"),
            from: "lg",
            cell: ({ note }) => <span className="whitespace-pre-line wrap-anywhere">{note ?? list("none")}</span>,
          },
        ]}
      />
    </Card>
  );
}
