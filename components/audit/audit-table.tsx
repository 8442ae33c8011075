import { useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import type { ListColumn, Row } from "@/components/list/model";
import { useMomentCells } from "@/components/list/use-moment-cells";
import { Card } from "@/components/ui/card";
import type { AuditLine } from "@/lib/audit-log/model";
import { eventText, initiatorText, objectTypeText } from "./audit-words";

type AuditTableProps = {
  tenant: { name: string };
  lines: readonly AuditLine[];
  /** Where a line leads, with "#" for its ID. */
  href: string;
};

/** The "Audit log" tab's list. */
export function AuditTable({ tenant, lines, href }: AuditTableProps) {
  const t = useTranslations("audit");
  const words = useTranslations();
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const moment = useMomentCells();
  const columns: ListColumn[] = [
    { head: t("columns.date"), kind: "moment", from: "sm" },
    { head: t("columns.event"), kind: "two", rowHeader: true, href },
    { head: t("columns.object"), kind: "two", below: true },
    { head: fields("company"), from: "lg" },
    { head: t("columns.initiator") },
    { head: fields("ipAddress"), from: "xl" },
  ];
  const rows = lines.map((line): Row => {
    return [
      line.id,
      moment(line.at, "exact"),
      [eventText(t, line)],
      [line.objectName, objectTypeText(words, line)],
      line.tenantName,
      initiatorText(t, line),
      line.address,
    ];
  });
  return (
    <Card flush>
      <ListTable caption={t("caption", { tenant: tenant.name })} columns={columns} rows={rows} none={list("none")} />
    </Card>
  );
}
