import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/components/auth/message-page";
import { currentActor } from "@/lib/auth/current-actor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("confirmEmail"))("doneTitle") };
}

/** After the button: the link itself says from now on that it has been used. */
export default async function EmailConfirmedPage({ searchParams }: PageProps<"/confirm-email/confirmed">) {
  const t = await getTranslations("confirmEmail");
  const linkPages = await getTranslations("linkPages");
  const common = await getTranslations("common");
  const signedIn = (await currentActor()) !== null;
  const { login } = await searchParams;
  return (
    <MessagePage
      title={t("doneTitle")}
      text={t(login === "changed" ? "doneTextLogin" : "doneText")}
      action={
        signedIn ? { href: "/start", label: common("continue") } : { href: "/login", label: linkPages("goToSignIn") }
      }
    />
  );
}
