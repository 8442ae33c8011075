import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ChangePasswordForm } from "@/components/account/change-password-form";
import { TwoFactorCard } from "@/components/account/two-factor-card";
import { Card } from "@/components/ui/card";
import { Flash } from "@/components/ui/flash";
import { PageHeader } from "@/components/ui/page-header";
import { readSecurity } from "@/lib/account/queries";
import { requireActor } from "@/lib/auth/current-actor";
import { personalWords } from "@/lib/auth/personal-words";
import { submitBeginTwoFactor, submitNewPassword } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.security"))("title") };
}

export default async function SecurityPage({ searchParams }: PageProps<"/account/security">) {
  const actor = await requireActor();
  const { notice } = await searchParams;
  const { passwordChangedAt, twoFactorSince, recoveryCodesLeft } = await readSecurity(actor);
  const t = await getTranslations("account");
  return (
    <div className="flex max-w-6xl flex-col gap-5">
      <PageHeader title={t("security.title")} description={t("security.lead")} />
      {notice === "two-factor-off" && !twoFactorSince && <Flash>{t("twoFactor.turnedOff")}</Flash>}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card
          title={t("password.title")}
          description={passwordChangedAt && t("password.changedAt", { date: passwordChangedAt })}
        >
          <p className="mb-4 max-w-prose">{t("password.description")}</p>
          <div className="max-w-md">
            <ChangePasswordForm action={submitNewPassword} login={actor.login} extraWords={personalWords(actor)} />
          </div>
        </Card>
        <TwoFactorCard
          since={twoFactorSince}
          recoveryCodesLeft={recoveryCodesLeft}
          beginAction={submitBeginTwoFactor}
          newCodesHref="/account/security/recovery-codes"
          turnOffHref="/account/security/two-factor/turn-off"
        />
      </div>
    </div>
  );
}
