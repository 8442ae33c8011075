import { ArrowLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { ScrollRegion } from "@/components/ui/scroll-region";
import {
  PREVIEW_SCHEMES,
  PREVIEW_VIEWS,
  PREVIEW_WIDTHS,
  type PreviewChoice,
  previewFrameSrc,
  previewHref,
} from "@/lib/email/model";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "@/lib/vocabulary";

type PreviewPaneProps = { choice: PreviewChoice; subject: string; text: string };

/** One sample as a mail program shows it, and the ways to look at it. */
export function PreviewPane({ choice, subject, text }: PreviewPaneProps) {
  const t = useTranslations("mailbox.preview");
  const fields = useTranslations("fields");
  const mailbox = useTranslations("mailbox");
  return (
    <article aria-labelledby="subject" className="flex min-h-0 flex-1 flex-col">
      <div className="border-line border-b bg-raised px-4 py-4 sm:px-6">
        <LinkButton href="/mailbox/preview" variant="ghost" size="sm" className="-ms-2.5 lg:hidden">
          <ArrowLeft aria-hidden="true" />
          {mailbox("backToList")}
        </LinkButton>
        <h2 id="subject" lang={choice.language} className="wrap-anywhere font-semibold text-xl tracking-tight">
          {subject}
        </h2>
        <div className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
          <Switch
            label={fields("language")}
            choice={choice}
            options={LANGUAGES.map((language) => ({
              change: { language },
              label: LANGUAGE_NAMES[language],
              lang: language,
            }))}
          />
          <Switch
            label={mailbox("view")}
            choice={choice}
            options={PREVIEW_VIEWS.map((view) => ({ change: { view }, label: mailbox(view) }))}
          />
          {choice.view === "html" && (
            <>
              <Switch
                label={t("width")}
                choice={choice}
                options={PREVIEW_WIDTHS.map((width) => ({ change: { width }, label: t("pixels", { width }) }))}
              />
              <Switch
                label={t("scheme")}
                choice={choice}
                options={PREVIEW_SCHEMES.map((scheme) => ({ change: { scheme }, label: t(scheme) }))}
              />
            </>
          )}
        </div>
      </div>
      {choice.view === "html" ? (
        <div className="min-h-0 flex-1 overflow-x-auto bg-sunken p-4 sm:p-6">
          <iframe
            key={previewFrameSrc(choice)}
            src={previewFrameSrc(choice)}
            title={mailbox("frameTitle", { subject })}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            width={choice.width}
            className="mx-auto block h-[60rem] border border-line bg-surface lg:h-full"
          />
        </div>
      ) : (
        <ScrollRegion label={mailbox("text")} className="min-h-0 flex-1 px-4 py-4 sm:px-6 lg:overflow-y-auto">
          <pre lang={choice.language} className="wrap-anywhere max-w-[80ch] whitespace-pre-wrap font-mono text-sm">
            {text}
          </pre>
        </ScrollRegion>
      )}
    </article>
  );
}

type Option = { change: Partial<PreviewChoice>; label: string; lang?: Language };

/** A few links of which one is where we are. */
function Switch({ label, choice, options }: { label: string; choice: PreviewChoice; options: readonly Option[] }) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap overflow-hidden rounded-md border border-line-strong">
        {options.map(({ change, label: name, lang }) => {
          const href = previewHref({ ...choice, ...change });
          return (
            <li key={href}>
              <Link
                href={href}
                prefetch={false}
                lang={lang}
                aria-current={href === previewHref(choice) ? "true" : undefined}
                className="inline-flex min-h-9 items-center whitespace-nowrap px-3 font-medium text-muted text-sm -outline-offset-2 hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-ink"
              >
                {name}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
