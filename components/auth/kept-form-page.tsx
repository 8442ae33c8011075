import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import type { KeptForm } from "@/lib/form/model";
import { AuthShell } from "./auth-shell";

/** Where to do first what keeps the form from being taken. */
const WAY_ON: Record<KeptForm["reason"], string> = {
  signedOut: "/login",
  twoFactorDue: "/set-up-two-factor?next=%2Fstart",
  agreementChanged: "/eula?next=%2Fstart",
  gone: "/start",
};

/**
 * In place of a form that cannot be shown again: says why, shows what was typed, and sends it again. The link to go on
 * opens a new tab, because only this page holds what was typed.
 */
export function KeptFormPage({ reason, entries, texts, secrets, files }: KeptForm) {
  const t = useTranslations("keptForm");
  return (
    <AuthShell title={t(`${reason}.title`)} lead={t(`${reason}.text`)} standsAlone>
      <title>{t(`${reason}.title`)}</title>
      <form method="post" encType="multipart/form-data" className="flex flex-wrap gap-2">
        {entries.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, and the list never changes.
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <LinkButton href={WAY_ON[reason]} target="_blank" rel="noopener" prefetch={false}>
          {t(`${reason}.action`)}
        </LinkButton>
        <SubmitButton variant="secondary">{t("sendAgain")}</SubmitButton>
      </form>
      {secrets && <p className="mt-4 text-muted text-sm">{t("secrets")}</p>}
      {files && <p className="mt-4 text-muted text-sm">{t("files")}</p>}
      {texts.length > 0 && <TypedTexts title={t("typed")} texts={texts} />}
    </AuthShell>
  );
}

function TypedTexts({ title, texts }: Pick<KeptForm, "texts"> & { title: string }) {
  return (
    <section className="mt-6 border-line border-t pt-5">
      <h2 className="font-semibold">{title}</h2>
      <dl className="mt-3 flex flex-col gap-3">
        {texts.map(({ label, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: labels may repeat, and the list never changes.
          <div key={index}>
            <dt className="text-muted text-sm">{label}</dt>
            <dd className="whitespace-pre-wrap wrap-anywhere">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
