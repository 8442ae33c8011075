import { useTranslations } from "next-intl";
import { Address } from "@/components/ui/address";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { AuditLine } from "@/lib/audit-log/model";
import { eventText, initiatorText, objectTypeText } from "./audit-words";

type AuditTableProps = {
  tenant: { name: string };
  lines: readonly AuditLine[];
  hrefOf: (lineId: number) => string;
};

/** The "Audit log" tab's list. */
export function AuditTable({ tenant, lines, hrefOf }: AuditTableProps) {
  const t = useTranslations("audit");
  const words = useTranslations();
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const columns: Column<AuditLine>[] = [
    { key: "date", header: t("columns.date"), cell: (line) => <Moment value={line.at} look="exact" /> },
    {
      key: "event",
      header: t("columns.event"),
      rowHeader: true,
      cell: (line) => <TextLink href={hrefOf(line.id)}>{eventText(t, line)}</TextLink>,
    },
    {
      key: "object",
      header: t("columns.object"),
      cell: (line) => (
        <span className="wrap-anywhere sm:block sm:max-w-72 lg:wrap-break-word">
          <Address>{line.objectName}</Address>{" "}
          <span className="block text-muted text-sm">{objectTypeText(words, line)}</span>
        </span>
      ),
    },
    {
      key: "tenant",
      header: fields("company"),
      from: "lg",
      cell: (line) => <span className="wrap-anywhere sm:block sm:max-w-60 sm:wrap-break-word">{line.tenantName}</span>,
    },
    {
      key: "initiator",
      header: t("columns.initiator"),
      cell: (line) => (
        <span
          className={`wrap-anywhere sm:block sm:max-w-64 lg:wrap-break-word ${typeof line.initiator === "string" ? "text-muted" : ""}`}
        >
          <Address>{initiatorText(t, line)}</Address>
        </span>
      ),
    },
    {
      key: "address",
      header: fields("ipAddress"),
      from: "xl",
      cell: (line) => (
        // As wide as the longest IPv4 address; IPv6 breaks.
        <span className="tabular-nums wrap-anywhere sm:block sm:min-w-[15ch]">{line.address ?? list("none")}</span>
      ),
    },
  ];
  return (
    <Card flush>
      <DataTable
        caption={t("caption", { tenant: tenant.name })}
        captionHidden
        columns={columns}
        rows={lines}
        rowKey={(line) => String(line.id)}
      />
    </Card>
  );
}
