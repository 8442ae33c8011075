import { useTranslations } from "next-intl";
import { eventText, initiatorText } from "@/components/audit/audit-words";
import { Card } from "@/components/ui/card";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { AuditLine } from "@/lib/audit-log/model";

type ChangesCardProps = { tenant: { id: number; name: string }; lines: readonly AuditLine[] };

/** The last lines of the audit log, of a tenant and everything below it. */
export function ChangesCard({ tenant, lines }: ChangesCardProps) {
  const t = useTranslations("overview.changes");
  const audit = useTranslations("audit");
  const log = `/portal/${tenant.id}/audit-log`;
  return (
    <Card
      title={t("title")}
      description={t("description", { tenant: tenant.name })}
      actions={<TextLink href={log}>{t("all")}</TextLink>}
    >
      {lines.length === 0 && <p className="text-muted">{audit("nothingYet")}</p>}
      <ol className="-my-2 divide-y divide-line">
        {lines.map((line) => (
          <li key={line.id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 py-2.5">
            <span className="min-w-0 wrap-anywhere">
              <TextLink href={`${log}/${line.id}`}>{eventText(audit, line)}</TextLink>{" "}
              <span className="text-muted text-sm">
                {[...new Set([line.objectName, initiatorText(audit, line)])].join(" · ")}
                {line.tenantId !== tenant.id && line.tenantName !== line.objectName && ` · ${line.tenantName}`}
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
