import { ChevronLeft, ChevronRight } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { MailboxEntry, MailboxPage } from "@/lib/email/model";

/** The address of an email that keeps the page of the list beside it. */
function messageHref(id: string, from: string | undefined): string {
  return `/mailbox/${encodeURIComponent(id)}${from ? `?from=${encodeURIComponent(from)}` : ""}`;
}

const listHref = (from: string) => `/mailbox?from=${encodeURIComponent(from)}`;

/** `Backstay <mail@example.com>` is listed as `Backstay`. */
const senderName = (from: string) => from.replace(/(?<=\S)\s*<[^<>]*>$/, "");

type MailboxListProps = {
  page: MailboxPage;
  /** The id this page of the list begins with, as the address has it. */
  from: string | undefined;
  /** The email in the reading pane. */
  current?: string;
};

/** The emails, newest first, with the way to newer and older ones. */
export function MailboxList({ page, from, current }: MailboxListProps) {
  const t = useTranslations("mailbox");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const last = page.first + page.entries.length - 1;
  return (
    <>
      <nav aria-label={fields("emails")} className="min-h-0 flex-1 lg:overflow-y-auto">
        <ul className="divide-y divide-line">
          {page.entries.map((entry) => (
            <li key={entry.id}>
              <MailboxLink entry={entry} href={messageHref(entry.id, from)} current={entry.id === current} />
            </li>
          ))}
        </ul>
      </nav>
      <nav
        aria-label={list("pages")}
        className="flex min-h-12 items-center justify-between gap-3 border-line border-t px-4 py-2 text-muted text-sm sm:px-6"
      >
        <p className="tabular-nums">{t("shown", { first: page.first, last, total: page.total })}</p>
        <div className="flex gap-2">
          {page.newer && (
            <LinkButton href={listHref(page.newer)} variant="secondary" size="sm">
              <ChevronLeft aria-hidden="true" />
              {t("newer")}
            </LinkButton>
          )}
          {page.older && (
            <LinkButton href={listHref(page.older)} variant="secondary" size="sm">
              {t("older")}
              <ChevronRight aria-hidden="true" />
            </LinkButton>
          )}
        </div>
      </nav>
    </>
  );
}

function MailboxLink({ entry, href, current }: { entry: MailboxEntry; href: string; current: boolean }) {
  const t = useTranslations("mailbox");
  const format = useFormatter();
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={current ? "page" : undefined}
      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 border-transparent border-s-3 px-4 py-3 -outline-offset-2 hover:bg-sunken/60 aria-[current]:border-accent aria-[current]:bg-accent-soft sm:px-6"
    >
      <span className="truncate text-muted text-sm" title={entry.from}>
        {senderName(entry.from) || t("noSender")}
      </span>
      <time dateTime={entry.date.toISOString()} className="text-muted text-sm tabular-nums">
        {format.dateTime(entry.date, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" })}
      </time>
      <span className="col-span-2 truncate font-medium" title={entry.subject}>
        {entry.subject || t("noSubject")}
      </span>
      <span className="col-span-2 truncate text-muted text-sm" title={entry.to}>
        {t("toRecipient", { recipient: entry.to })}
      </span>
    </Link>
  );
}
