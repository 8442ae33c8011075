import { useFormatter, useTranslations } from "next-intl";
import { Fragment } from "react";
import { ActionButton } from "@/components/form/action-button";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Moment } from "@/components/ui/moment";
import { momentText } from "@/components/ui/moment-text";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
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
  const fields = useTranslations("fields");
  const devices = useTranslations("devices");
  const format = useFormatter();

  const nameOf = ({ browser, system }: OwnSession) =>
    devices("browserOn", { browser: browser ?? devices("unknownBrowser"), system: system ?? devices("unknownSystem") });
  const lastUsed = (at: Date) => (now.getTime() - at.getTime() < JUST_NOW_MS ? t("now") : format.relativeTime(at, now));

  const columns: Column<OwnSession>[] = [
    {
      key: "device",
      header: fields("browser"),
      rowHeader: true,
      cell: (session) => (
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {nameOf(session)}
          {session.current && <Badge tone="accent">{t("current")}</Badge>}
        </span>
      ),
    },
    {
      key: "address",
      header: fields("ipAddress"),
      cell: ({ address }) => (address ? <Address address={address} /> : t("unknownAddress")),
    },
    {
      key: "since",
      header: t("since"),
      cell: ({ createdAt }) => <Moment value={createdAt} />,
    },
    {
      key: "lastSeen",
      header: t("lastSeen"),
      cell: ({ lastSeenAt }) => {
        const { title, dateTime } = momentText(format, now, lastSeenAt);
        return (
          <time dateTime={dateTime} title={title}>
            {lastUsed(lastSeenAt)}
          </time>
        );
      },
    },
  ];
  if (end) {
    columns.push({
      key: "action",
      header: t("action"),
      align: "end",
      cell: (session) => (
        <div className="whitespace-nowrap sm:inline-block">
          <ActionButton
            action={end.action}
            hidden={{ ...end.hidden, sessionId: session.id }}
            variant="secondary"
            size="sm"
          >
            {end.label}
            <VisuallyHidden>{nameOf(session)}</VisuallyHidden>
          </ActionButton>
        </div>
      ),
    });
  }
  return <DataTable caption={caption} captionHidden rows={sessions} rowKey={({ id }) => id} columns={columns} />;
}

/** Long IPv6 addresses may break after a colon, and nowhere else. */
function Address({ address }: { address: string }) {
  const [first, ...groups] = address.split(":");
  return (
    <>
      {first}
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups repeat and never move
        <Fragment key={index}>
          :<wbr />
          {group}
        </Fragment>
      ))}
    </>
  );
}
