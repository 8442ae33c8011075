import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PartTexts } from "@/app/part-texts";
import { titlesAbout } from "@/app/titles";
import { PortalShell } from "@/components/portal/portal-shell";
import { requireActor } from "@/lib/auth/current-actor";
import { displayName } from "@/lib/display-name";
import { signOutAction } from "../(start)/actions";

export async function generateMetadata(): Promise<Metadata> {
  return titlesAbout((await getTranslations("account"))("title"));
}

/** The frame of one's own account. Each page finds the actor itself: a layout guards nothing. */
export default async function AccountLayout({ children }: LayoutProps<"/account">) {
  const actor = await requireActor();
  const settings = await getTranslations("settings");
  const accountWords = await getTranslations("account");
  const tabs = [
    { href: "/account", label: accountWords("profile.title") },
    { href: "/account/security", label: settings("security.title") },
    { href: "/account/sessions", label: accountWords("sessions.title") },
  ];
  return (
    <PortalShell
      user={{ name: displayName(actor, actor.language), login: actor.login }}
      signOutAction={signOutAction}
      tabs={tabs}
    >
      <PartTexts part="account">{children}</PartTexts>
    </PortalShell>
  );
}
