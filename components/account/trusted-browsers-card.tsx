import { useFormatter, useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { FormAction } from "@/lib/form/model";

type TrustedBrowsersCardProps = {
  browsers: readonly { browserId: string; trustedAt: Date | null; trustedUntil: Date | null; lastSeenAt: Date }[];
  /** The id of the browser that reads the page. */
  thisBrowser: string | null;
  forgetAction: FormAction;
};

/** Enough to recognize them by; the heading says how many there are. */
const SHOWN = 10;

/** In which browsers the password alone signs in, and the way to end that. */
export function TrustedBrowsersCard({ browsers, thisBrowser, forgetAction }: TrustedBrowsersCardProps) {
  const t = useTranslations("account.trusted");
  const format = useFormatter();
  const date = (value: Date | null) => (value ? format.dateTime(value, { dateStyle: "medium" }) : "");
  return (
    <Card title={t("title")} description={t("count", { count: browsers.length })}>
      <p className="max-w-prose">{t("text")}</p>
      {browsers.length > 0 && (
        <>
          <ul className="mt-3 divide-y divide-line border-line border-y">
            {browsers.slice(0, SHOWN).map(({ browserId, trustedAt, trustedUntil, lastSeenAt }) => (
              <li key={browserId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
                <span>{t("since", { since: date(trustedAt), until: date(trustedUntil) })}</span>
                <span className="text-muted text-sm">
                  {browserId === thisBrowser ? (
                    <Badge tone="accent">{t("this")}</Badge>
                  ) : (
                    t("lastSignIn", { date: date(lastSeenAt) })
                  )}
                </span>
              </li>
            ))}
          </ul>
          <div className="mt-4">
            <ActionButton action={forgetAction} variant="secondary">
              {t("forget")}
            </ActionButton>
          </div>
        </>
      )}
    </Card>
  );
}
