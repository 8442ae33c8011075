import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { type PreviewChoice, previewHref } from "@/lib/email/model";

/** What each is called: as the product calls the email, or with what is particular about the sample. */
const NAMES = {
  activation: "emailNames.activation",
  activationAgain: "mailbox.preview.names.activationAgain",
  passwordReset: "emailNames.password_reset",
  passwordChanged: "emailNames.password_changed",
  passwordChangedByLink: "mailbox.preview.names.passwordChangedByLink",
  newBrowser: "emailNames.new_browser",
  emailChange: "emailNames.email_change",
  emailChangeNotice: "mailbox.preview.names.emailChangeNotice",
  emailChangeNoticeBy: "mailbox.preview.names.emailChangeNoticeBy",
  twoFactorOn: "emailNames.two_factor_on",
  twoFactorOff: "emailNames.two_factor_off",
  twoFactorReset: "emailNames.two_factor_reset",
  recoveryCodesRenewed: "emailNames.recovery_codes_renewed",
  quotaAlmostReached: "emailNames.quota_almost_reached",
  quotaReached: "emailNames.quota_reached",
  quotaReachedSoft: "mailbox.preview.names.quotaReachedSoft",
  quotaExceeded: "emailNames.quota_exceeded",
  trialEnding: "emailNames.trial_ending",
  accessRecovered: "emailNames.access_recovered",
  usageReport: "emailNames.usage_report",
  usageReportUnits: "mailbox.preview.names.usageReportUnits",
  usageReportAlone: "mailbox.preview.names.usageReportAlone",
  dailyRecap: "emailNames.daily_recap",
  dailyRecapEmails: "mailbox.preview.names.dailyRecapEmails",
} as const satisfies Record<PreviewChoice["email"], string>;

/** The samples to choose from; what else was chosen stays. */
export function PreviewList({ names, choice }: { names: readonly PreviewChoice["email"][]; choice: PreviewChoice }) {
  const t = useTranslations();
  return (
    <nav aria-label={t("mailbox.preview.list")} className="min-h-0 flex-1 lg:overflow-y-auto">
      <ul className="py-2">
        {names.map((name) => (
          <li key={name}>
            <Link
              href={previewHref({ ...choice, email: name })}
              prefetch={false}
              aria-current={name === choice.email ? "page" : undefined}
              className="flex min-h-10 items-center border-transparent border-s-3 px-4 py-1.5 -outline-offset-2 hover:bg-sunken/60 aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:font-medium sm:px-6"
            >
              {t(NAMES[name])}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
