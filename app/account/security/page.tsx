import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ChangePasswordForm } from "@/components/account/change-password-form";
import { TrustedBrowsersCard } from "@/components/account/trusted-browsers-card";
import { TwoFactorCard } from "@/components/account/two-factor-card";
import { Card } from "@/components/ui/card";
import { Flash } from "@/components/ui/flash";
import { PageHeader } from "@/components/ui/page-header";
import { readSecurity } from "@/lib/account/queries";
import { knownBrowserId } from "@/lib/auth/cookies";
import { requireActor } from "@/lib/auth/current-actor";
import { personalWords } from "@/lib/auth/personal-words";
import { submitBeginTwoFactor, submitForgetTrustedBrowsers, submitNewPassword } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("security.title") };
}

export default async function SecurityPage({ searchParams }: PageProps<"/account/security">) {
  const actor = await requireActor();
  const { notice } = await searchParams;
  const { passwordChangedAt, twoFactorSince, ...security } = await readSecurity(actor);
  const t = await getTranslations("account");
  const common = await getTranslations("common");
  const settings = await getTranslations("settings");
  const forgotten = notice === "browsers-forgotten" && security.trustedBrowsers.length === 0;
  return (
    <div className="flex max-w-6xl flex-col gap-5">
      <PageHeader title={settings("security.title")} description={t("security.lead")} />
      {notice === "two-factor-off" && !twoFactorSince && <Flash>{t("twoFactor.turnedOff")}</Flash>}
      {forgotten && <Flash>{t("trusted.forgotten")}</Flash>}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card
          title={common("password")}
          description={passwordChangedAt && t("password.changedAt", { date: passwordChangedAt })}
        >
          <p className="mb-4 max-w-prose">{t("password.description")}</p>
          <div className="max-w-md">
            <ChangePasswordForm action={submitNewPassword} login={actor.login} extraWords={personalWords(actor)} />
          </div>
        </Card>
        <div className="flex min-w-0 flex-col gap-5">
          <TwoFactorCard
            since={twoFactorSince}
            recoveryCodesLeft={security.recoveryCodesLeft}
            required={security.twoFactorRequired}
            beginAction={submitBeginTwoFactor}
            newCodesHref="/account/security/recovery-codes"
            turnOffHref="/account/security/two-factor/turn-off"
          />
          {twoFactorSince && (
            <TrustedBrowsersCard
              browsers={security.trustedBrowsers}
              thisBrowser={await knownBrowserId()}
              forgetAction={submitForgetTrustedBrowsers}
            />
          )}
        </div>
      </div>
    </div>
  );
}
