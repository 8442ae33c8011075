import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnEmailForm } from "@/components/account/own-email-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { readOwnProfile } from "@/lib/account/queries";
import { requireActor } from "@/lib/auth/current-actor";
import { submitOwnEmail } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.email"))("title") };
}

export default async function OwnEmailPage() {
  const actor = await requireActor();
  const { loginIsEmail } = await readOwnProfile(actor);
  const t = await getTranslations("account.email");
  return (
    <div className="flex w-full max-w-2xl flex-col gap-5">
      <PageHeader title={t("title")} description={t("lead", { email: actor.email })} />
      <Card>
        <OwnEmailForm action={submitOwnEmail} person={{ login: actor.login, loginIsEmail }} backHref="/account" />
      </Card>
    </div>
  );
}
