import { useFormatter, useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import type { ListColumn, MomentTexts, Row } from "@/components/list/model";
import { useMomentCells } from "@/components/list/use-moment-cells";
import type { OwnSession } from "@/lib/account/model";
import type { FormAction } from "@/lib/form/model";

type SessionsTableProps = {
  sessions: readonly OwnSession[];
  now: Date;
  caption: string;
  /** How one of them is ended; left out for users who can only look. */
  end?: { action: FormAction; hidden?: Readonly<Record<string, string | number>>; label: string };
};

/** Less than this is as good as now: the moment of last use is noted once a minute. */
const JUST_NOW_MS = 90_000;

/** Where a user is signed in; each session can be ended, this one too. */
export function SessionsTable({ sessions, now, caption, end }: SessionsTableProps) {
  const t = useTranslations("account.sessions");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const devices = useTranslations("devices");
  const format = useFormatter();
  const moment = useMomentCells();
  const nameOf = ({ browser, system }: OwnSession) =>
    devices("browserOn", { browser: browser ?? devices("unknownBrowser"), system: system ?? devices("unknownSystem") });
  const lastUsed = (at: Date): MomentTexts | null => {
    const cell = moment(at);
    const recent = now.getTime() - at.getTime() < JUST_NOW_MS;
    return cell && [recent ? t("now") : format.relativeTime(at, now), cell[1], cell[2]];
  };
  const columns: ListColumn[] = [
    { head: fields("browser"), kind: "two", rowHeader: true },
    { head: fields("ipAddress"), below: true },
    { head: t("since"), kind: "moment", from: "sm" },
    { head: t("lastSeen"), kind: "moment", below: true },
  ];
  if (end) {
    columns.push({
      head: t("action"),
      kind: "form",
      end: true,
      form: { action: end.action, values: end.hidden, fields: ["sessionId"], label: end.label, named: true },
    });
  }
  const current = sessions.find((session) => session.current);
  return (
    <ListTable
      caption={caption}
      columns={columns}
      rows={sessions.map((session): Row => {
        const { id, address, createdAt, lastSeenAt } = session;
        return [
          id,
          [nameOf(session)],
          address ?? t("unknownAddress"),
          moment(createdAt),
          lastUsed(lastSeenAt),
          ...(end ? [[id, nameOf(session)]] : []),
        ];
      })}
      none={list("none")}
      marked={current && [current.id, t("current")]}
    />
  );
}
