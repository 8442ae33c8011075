import { ArrowLeft, Download } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import { Link } from "@/components/ui/link";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { MailboxMessage, MailboxView } from "@/lib/email/model";
import { MAILBOX_VIEWS } from "@/lib/email/model";

type MailboxMessageProps = {
  message: MailboxMessage;
  view: MailboxView;
  /** The page of the list beside it, which links keep. */
  from: string | undefined;
};

/** One email as a mail program shows it: who, when, and the views of its content. */
export function MailboxMessagePane({ message, view, from }: MailboxMessageProps) {
  const t = useTranslations("mailbox");
  const fields = useTranslations("fields");
  const format = useFormatter();
  const subject = message.subject || t("noSubject");
  const path = `/mailbox/${encodeURIComponent(message.id)}`;
  const query = (entries: Record<string, string>) => new URLSearchParams({ ...entries, ...(from ? { from } : {}) });
  return (
    <article aria-labelledby="subject" className="flex min-h-0 flex-1 flex-col">
      <div className="border-line border-b bg-raised px-4 pt-4 sm:px-6">
        <div className="flex flex-wrap items-center justify-between gap-2 lg:hidden">
          <LinkButton href={from ? `/mailbox?${query({})}` : "/mailbox"} variant="ghost" size="sm" className="-ms-2.5">
            <ArrowLeft aria-hidden="true" />
            {t("backToList")}
          </LinkButton>
        </div>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <h2 id="subject" className="min-w-0 font-semibold text-xl tracking-tight">
            {subject}
          </h2>
          <a href={`${path}/source`} download className={buttonStyle("secondary", "sm")}>
            <Download aria-hidden="true" />
            {t("download")}
          </a>
        </div>
        <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-sm">
          <dt className="text-muted">{t("from")}</dt>
          <dd className="min-w-0 wrap-anywhere">{message.from || t("noSender")}</dd>
          <dt className="text-muted">{fields("recipient")}</dt>
          <dd className="min-w-0 wrap-anywhere">{message.to}</dd>
          <dt className="text-muted">{t("date")}</dt>
          <dd>
            <time dateTime={message.date.toISOString()}>
              {format.dateTime(message.date, {
                dateStyle: "full",
                timeStyle: "long",
              })}
            </time>
          </dd>
        </dl>
        <nav aria-label={t("view")} className="mt-3 -ms-3">
          <ul className="flex flex-wrap gap-1">
            {MAILBOX_VIEWS.map((name) => (
              <li key={name}>
                <Link
                  href={`${path}?${query({ view: name })}`}
                  prefetch={false}
                  aria-current={name === view ? "page" : undefined}
                  className="inline-flex min-h-10 items-center whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-muted -outline-offset-2 hover:border-line-strong hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
                >
                  {t(name)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <MessageBody message={message} view={view} path={path} subject={subject} />
    </article>
  );
}

type MessageBodyProps = { message: MailboxMessage; view: MailboxView; path: string; subject: string };

function MessageBody({ message, view, path, subject }: MessageBodyProps) {
  const t = useTranslations("mailbox");
  if (view === "html" && message.html !== null) {
    return (
      <iframe
        src={`${path}/html`}
        title={t("frameTitle", { subject })}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        className="min-h-[44rem] w-full flex-1 bg-surface lg:min-h-0"
      />
    );
  }
  if (view === "headers") {
    return (
      <ScrollRegion label={t("headers")} className="min-h-0 flex-1 px-4 py-4 sm:px-6 lg:overflow-y-auto">
        <dl className="grid gap-x-6 text-sm sm:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)] sm:gap-y-1.5">
          {message.headers.map((header, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: headers repeat, and their order is what an email has
            <HeaderLine key={index} {...header} />
          ))}
        </dl>
      </ScrollRegion>
    );
  }
  const text = view === "text" ? message.text : null;
  return (
    <ScrollRegion label={t("text")} className="min-h-0 flex-1 px-4 py-4 sm:px-6 lg:overflow-y-auto">
      {text === null ? (
        <p className="text-muted">{t(view === "text" ? "noText" : "noHtml")}</p>
      ) : (
        <pre className="wrap-anywhere max-w-[80ch] whitespace-pre-wrap font-mono text-sm">{text}</pre>
      )}
    </ScrollRegion>
  );
}

function HeaderLine({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="font-medium text-muted">{name}</dt>
      <dd className="wrap-anywhere font-mono max-sm:mb-2">{value}</dd>
    </>
  );
}
