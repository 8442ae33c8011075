import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Moment } from "@/components/ui/moment";
import type { AuditLine } from "@/lib/audit-log/model";
import { AuditDetailValue } from "./audit-detail-value";
import { detailText, eventText, initiatorText, objectTypeText } from "./audit-words";

type LineDetails = AuditLine & {
  initiatorTenant: string | null;
  device: { browser: string | null; system: string | null };
};

/** Everything that an audit entry says, in words. */
export function AuditLineFacts({ line }: { line: LineDetails }) {
  const t = useTranslations("audit");
  const words = useTranslations();
  const fields = useTranslations("fields");
  const text = (value: string) => <span className="wrap-anywhere">{value}</span>;
  const details = Object.entries(line.details);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title={t("line.what")}>
        <DefinitionList
          items={[
            { term: t("columns.event"), value: eventText(t, line) },
            { term: t("columns.date"), value: <Moment value={line.at} look="exact" /> },
            { term: t("columns.object"), value: text(line.objectName) },
            { term: t("columns.objectType"), value: objectTypeText(words, line) },
            { term: fields("company"), value: text(line.tenantName) },
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
                term: detailText(words, name),
                value: <AuditDetailValue name={name} value={value} />,
              }))}
            />
          )}
        </Card>
      </div>
    </div>
  );
}

/** Who did it, from where and with what. */
function Initiator({ line }: { line: LineDetails }) {
  const t = useTranslations("audit");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const devices = useTranslations("devices");
  const { initiator, device } = line;
  if (initiator === "system" || initiator === "operator") {
    return <p className="text-muted">{t(`line.${initiator}`)}</p>;
  }
  const browserOn = devices("browserOn", {
    browser: device.browser ?? devices("unknownBrowser"),
    system: device.system ?? devices("unknownSystem"),
  });
  return (
    <DefinitionList
      items={[
        { term: t("columns.initiator"), value: <span className="wrap-anywhere">{initiatorText(t, line)}</span> },
        ...(initiator === "unknown"
          ? []
          : [
              {
                term: fields("company"),
                value: <span className="wrap-anywhere">{line.initiatorTenant ?? t("line.outOfReach")}</span>,
              },
            ]),
        { term: fields("ipAddress"), value: <span className="tabular-nums">{line.address ?? list("none")}</span> },
        {
          term: fields("browser"),
          value: (
            <>
              {browserOn}
              {line.userAgent && <span className="block text-muted text-sm wrap-anywhere">{line.userAgent}</span>}
            </>
          ),
        },
        {
          term: t("columns.requestId"),
          value: <code className="text-sm wrap-anywhere">{line.requestId ?? list("none")}</code>,
        },
      ]}
    />
  );
}
