import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PartTexts } from "@/app/part-texts";
import { TwoFactorDue } from "@/components/account/two-factor-due";
import { TwoFactorSetUp } from "@/components/account/two-factor-set-up";
import { PortalShell } from "@/components/portal/portal-shell";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { readTwoFactorSetUp } from "@/lib/account/queries";
import { currentActor } from "@/lib/auth/current-actor";
import { currentProductName } from "@/lib/brand/current-brand";
import { displayName } from "@/lib/display-name";
import { safeNextPath } from "@/lib/url";
import { signOutAction } from "../actions";
import { submitBegin, submitSetUp } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("setUp.title") };
}

/**
 * The only page for users who still have to set up the second factor that their company requires: this, or sign out.
 */
export default async function SetUpTwoFactorPage({ searchParams }: PageProps<"/set-up-two-factor">) {
  const next = safeNextPath((await searchParams).next) ?? "/start";
  const actor = await currentActor();
  if (!actor) redirect(`/login?next=${encodeURIComponent(next)}`);
  const { login, twoFactorDue } = actor;
  const t = await getTranslations("account.due");
  const commonWords = await getTranslations("common");
  const accountWords = await getTranslations("account");
  const setUp = twoFactorDue ? await readTwoFactorSetUp(actor, await currentProductName()) : null;
  return (
    <PortalShell
      user={{ name: displayName(actor, actor.language), login }}
      signOutAction={signOutAction}
      width="reading"
      onlySignOut
    >
      <PartTexts part="account">
        <TwoFactorSetUp action={submitSetUp} login={login} setUp={setUp} lead={t("lead")} doneHref={next}>
          <PageHeader title={accountWords("setUp.title")} />
          {twoFactorDue ? (
            <TwoFactorDue beginAction={submitBegin} next={next} signOutAction={signOutAction} />
          ) : (
            <EmptyState title={t("doneTitle")} action={<LinkButton href={next}>{commonWords("continue")}</LinkButton>}>
              {t("doneText")}
            </EmptyState>
          )}
        </TwoFactorSetUp>
      </PartTexts>
    </PortalShell>
  );
}
