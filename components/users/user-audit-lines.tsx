import { useTranslations } from "next-intl";
import { eventText, initiatorText, objectTypeText } from "@/components/audit/audit-words";
import { Card } from "@/components/ui/card";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { AuditLine } from "@/lib/audit-log/model";

type UserAuditLinesProps = {
  user: { id: number; login: string };
  lines: readonly AuditLine[];
  /** Where the log is, and where it shows what this user did. */
  hrefs: { log: string; person: string };
};

/** What a user did last, and what was done to them. */
export function UserAuditLines({ user, lines, hrefs }: UserAuditLinesProps) {
  const t = useTranslations("userAudit");
  const audit = useTranslations("audit");
  const words = useTranslations();
  const isBy = ({ initiator }: AuditLine) => typeof initiator === "object" && initiator.login === user.login;
  const isAbout = (line: AuditLine) =>
    (line.objectType === "user" && line.objectId === String(user.id)) || line.objectName === user.login;
  return (
    <Card
      title={t("title")}
      description={t("description")}
      actions={<TextLink href={hrefs.person}>{t("all", { login: user.login })}</TextLink>}
    >
      {lines.length === 0 && <p className="text-muted">{audit("nothingYet")}</p>}
      <ul className="-my-2 divide-y divide-line">
        {lines.map((line) => (
          <li key={line.id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 py-2.5">
            <span className="min-w-0 wrap-anywhere">
              <TextLink href={`${hrefs.log}/${line.id}`}>{eventText(audit, line)}</TextLink>{" "}
              <span className="text-muted text-sm">
                {!isBy(line) && t("by", { initiator: initiatorText(audit, line) })}
                {!isAbout(line) && t("on", { objectType: objectTypeText(words, line), object: line.objectName })}
              </span>
            </span>
            <span className="text-muted text-sm">
              <Moment value={line.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
