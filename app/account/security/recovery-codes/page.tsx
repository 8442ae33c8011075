import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NewRecoveryCodesForm } from "@/components/account/new-recovery-codes-form";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { readSecurity } from "@/lib/account/queries";
import { requireActor } from "@/lib/auth/current-actor";
import { submitNewRecoveryCodes } from "../../actions";

const SECURITY = "/account/security";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.recovery"))("newTitle") };
}

export default async function RecoveryCodesPage() {
  const actor = await requireActor();
  if (!(await readSecurity(actor)).twoFactorSince) redirect(SECURITY);
  const t = await getTranslations("account");
  const settings = await getTranslations("settings");
  const common = await getTranslations("common");
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <Breadcrumbs
        label={common("breadcrumbs")}
        items={[{ label: settings("security.title"), href: SECURITY }, { label: t("recovery.title") }]}
      />
      <NewRecoveryCodesForm action={submitNewRecoveryCodes} login={actor.login} doneHref={SECURITY} />
    </div>
  );
}
