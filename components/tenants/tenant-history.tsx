import { useTranslations } from "next-intl";
import { eventText, initiatorText } from "@/components/audit/audit-words";
import { Card } from "@/components/ui/card";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { AuditLine } from "@/lib/audit-log/model";

type TenantHistoryProps = { tenantId: number; lines: readonly AuditLine[] };

/** The last things that happened in a company, and the way to all of them. */
export function TenantHistory({ tenantId, lines }: TenantHistoryProps) {
  const t = useTranslations("tenants.general");
  const audit = useTranslations("audit");
  const log = `/portal/${tenantId}/audit-log`;
  return (
    <Card title={t("history")} actions={<TextLink href={log}>{t("historyAll")}</TextLink>}>
      {lines.length === 0 && <p className="text-muted">{audit("nothingYet")}</p>}
      <ol className="-my-1 divide-y divide-line">
        {lines.map((line) => (
          <li key={line.id} className="flex flex-wrap items-baseline justify-between gap-x-6 py-2">
            <span className="min-w-0 wrap-anywhere">
              <TextLink href={`${log}/${line.id}`}>{eventText(audit, line)}</TextLink>{" "}
              <span className="text-muted text-sm">
                {[...new Set([line.objectName, initiatorText(audit, line)])].join(" · ")}
              </span>
            </span>
            <span className="text-muted text-sm">
              <Moment value={line.at} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
