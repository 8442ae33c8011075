import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TwoFactorSetUp } from "@/components/account/two-factor-set-up";
import { ActionButton } from "@/components/form/action-button";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { readSecurity, readTwoFactorSetUp } from "@/lib/account/queries";
import { requireActor } from "@/lib/auth/current-actor";
import { currentProductName } from "@/lib/brand/current-brand";
import { submitBeginTwoFactor, submitTwoFactor } from "../../actions";

const SECURITY = "/account/security";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.setUp"))("title") };
}

export default async function TwoFactorPage() {
  const actor = await requireActor();
  const t = await getTranslations("account");
  const fields = await getTranslations("fields");
  const settings = await getTranslations("settings");
  const common = await getTranslations("common");
  const setUp = await readTwoFactorSetUp(actor, await currentProductName());
  const { twoFactorSince, twoFactorRequired } = await readSecurity(actor);
  const nothing = twoFactorSince ? (
    <EmptyState title={t("setUp.alreadyOnTitle")} action={<LinkButton href={SECURITY}>{t("setUp.back")}</LinkButton>}>
      {t(twoFactorRequired ? "setUp.alreadyOnRequired" : "setUp.alreadyOnText")}
    </EmptyState>
  ) : (
    <EmptyState
      title={t("setUp.expiredTitle")}
      action={<ActionButton action={submitBeginTwoFactor}>{t("setUp.begin")}</ActionButton>}
    >
      {t("setUp.expiredText")}
    </EmptyState>
  );
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <Breadcrumbs
        label={common("breadcrumbs")}
        items={[{ label: settings("security.title"), href: SECURITY }, { label: fields("twoFactor") }]}
      />
      <TwoFactorSetUp action={submitTwoFactor} login={actor.login} setUp={setUp} doneHref={SECURITY}>
        <PageHeader title={t("setUp.title")} />
        {nothing}
      </TwoFactorSetUp>
    </div>
  );
}
