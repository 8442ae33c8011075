import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { TurnOffTwoFactorForm } from "@/components/account/turn-off-two-factor-form";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { readSecurity } from "@/lib/account/queries";
import { requireActor } from "@/lib/auth/current-actor";
import { submitTurnOff } from "../../../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.turnOff"))("title") };
}

export default async function TurnOffTwoFactorPage() {
  const actor = await requireActor();
  const { twoFactorSince, twoFactorRequired } = await readSecurity(actor);
  if (!twoFactorSince || twoFactorRequired) redirect("/account/security");
  const t = await getTranslations("account");
  const fields = await getTranslations("fields");
  const settings = await getTranslations("settings");
  const common = await getTranslations("common");
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <Breadcrumbs
        label={common("breadcrumbs")}
        items={[{ label: settings("security.title"), href: "/account/security" }, { label: fields("twoFactor") }]}
      />
      <PageHeader title={t("turnOff.title")} description={t("turnOff.lead")} />
      <TurnOffTwoFactorForm action={submitTurnOff} login={actor.login} />
    </div>
  );
}
