import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Moment } from "@/components/ui/moment";
import type { AuditLine } from "@/lib/audit/schema";
import { AuditDetailValue } from "./audit-detail-value";
import { eventText, initiatorText, objectTypeText } from "./audit-words";

type LineDetails = AuditLine & {
  initiatorTenant: string | null;
  device: { browser: string | null; system: string | null };
};

/** Everything that an audit line says, for people. */
export function AuditLineFacts({ line }: { line: LineDetails }) {
  const t = useTranslations("audit");
  const text = (value: string) => <span className="wrap-anywhere">{value}</span>;
  const details = Object.entries(line.details);
  const labelOf = (name: string) => (isKnownDetail(name) ? t(`details.${name}`) : name);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title={t("line.what")}>
        <DefinitionList
          items={[
            { term: t("columns.event"), value: eventText(t, line) },
            { term: t("columns.date"), value: <Moment value={line.at} /> },
            { term: t("columns.object"), value: text(line.objectName) },
            { term: t("columns.objectType"), value: objectTypeText(t, line) },
            { term: t("columns.tenant"), value: text(line.tenantName) },
            { term: t("columns.eventCode"), value: <code className="text-sm wrap-anywhere">{line.event}</code> },
            { term: t("line.number"), value: <span className="tabular-nums">{line.id}</span> },
          ]}
        />
      </Card>
      <div className="flex min-w-0 flex-col gap-5">
        <Card title={t("line.who")}>
          <Initiator line={line} />
        </Card>
        <Card title={t("columns.details")}>
          {details.length === 0 ? (
            <p className="text-muted">{t("line.noDetails")}</p>
          ) : (
            <DefinitionList
              items={details.map(([name, value]) => ({
                term: labelOf(name),
                value: <AuditDetailValue name={name} value={value} />,
              }))}
            />
          )}
        </Card>
      </div>
    </div>
  );
}

const KNOWN_DETAILS = [
  "search",
  "status",
  "from",
  "to",
  "event",
  "person",
  "tenant",
  "role",
  "kind",
  "language",
  "firstName",
  "lastName",
  "login",
  "email",
  "portalRole",
  "backupRole",
  "quota",
  "reports",
  "daily_recap",
  "sent",
  "template",
  "storageQuota",
  "storageOverage",
  "noticePercent",
  "recoveryCodes",
  "removed",
  "keptDays",
  "languages",
  "textRemoved",
  "show",
] as const;

function isKnownDetail(name: string): name is (typeof KNOWN_DETAILS)[number] {
  return KNOWN_DETAILS.some((known) => known === name);
}

/** Who did it, from where and with what. */
function Initiator({ line }: { line: LineDetails }) {
  const t = useTranslations("audit");
  const { initiator, device } = line;
  if (initiator === "system") return <p className="text-muted">{t("line.system")}</p>;
  const browserOn = t("line.browserOn", {
    browser: device.browser ?? t("line.unknownBrowser"),
    system: device.system ?? t("line.unknownSystem"),
  });
  return (
    <DefinitionList
      items={[
        { term: t("columns.initiator"), value: <span className="wrap-anywhere">{initiatorText(t, line)}</span> },
        ...(initiator === "unknown"
          ? []
          : [
              {
                term: t("line.initiatorTenant"),
                value: <span className="wrap-anywhere">{line.initiatorTenant ?? t("line.outOfReach")}</span>,
              },
            ]),
        { term: t("columns.address"), value: <span className="tabular-nums">{line.address ?? t("none")}</span> },
        {
          term: t("columns.userAgent"),
          value: (
            <>
              {browserOn}
              {line.userAgent && <span className="block text-muted text-sm wrap-anywhere">{line.userAgent}</span>}
            </>
          ),
        },
        {
          term: t("columns.requestId"),
          value: <code className="text-sm wrap-anywhere">{line.requestId ?? t("none")}</code>,
        },
      ]}
    />
  );
}
