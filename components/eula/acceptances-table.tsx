import { useTranslations } from "next-intl";
import { Address } from "@/components/ui/address";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
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
  const columns: Column<AcceptanceRow>[] = [
    {
      key: "login",
      header: fields("login"),
      rowHeader: true,
      cell: ({ tenantId, userId, login, name }) => (
        <span className="block wrap-anywhere sm:w-60">
          <TextLink href={`/portal/${tenantId}/users/${userId}`} prefetch={false}>
            <Address>{login}</Address>
          </TextLink>
          {name && <span className="block font-normal text-muted text-sm">{name}</span>}
        </span>
      ),
    },
    {
      key: "company",
      header: fields("company"),
      cell: ({ tenantName }) => (
        <span className="block wrap-anywhere sm:max-w-48 sm:wrap-break-word">{tenantName}</span>
      ),
    },
    {
      key: "version",
      header: missing ? t("columns.lastVersion") : facts("version"),
      cell: ({ accepted }) => (
        <span className="block max-w-40 wrap-anywhere sm:w-max">{accepted?.version ?? list("none")}</span>
      ),
    },
    {
      key: "at",
      header: t("columns.at"),
      cell: ({ accepted }) => (accepted ? <Moment value={accepted.at} look="stacked" /> : list("none")),
    },
    {
      key: "language",
      header: fields("language"),
      from: "xl",
      cell: ({ accepted }) => {
        const language = LANGUAGES.find((known) => known === accepted?.language);
        return language ? <span lang={language}>{LANGUAGE_NAMES[language]}</span> : list("none");
      },
    },
    {
      key: "address",
      header: fields("ipAddress"),
      from: "xl",
      cell: ({ accepted }) => <span className="tabular-nums">{accepted?.address ?? list("none")}</span>,
    },
  ];
  return (
    <Card flush>
      <DataTable
        caption={missing ? t("captionMissing", { version }) : t("title")}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={({ userId, accepted }) => `${userId} ${accepted?.versionId}`}
      />
    </Card>
  );
}
