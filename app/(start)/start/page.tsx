import { DatabaseBackup, Network } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PortalShell } from "@/components/portal/portal-shell";
import { ServiceChoice } from "@/components/start/service-choice";
import { EmptyState } from "@/components/ui/empty-state";
import { Flash } from "@/components/ui/flash";
import { PageHeader } from "@/components/ui/page-header";
import { servicesOf } from "@/lib/access/actor";
import { SERVICE_PATHS } from "@/lib/auth/after-sign-in";
import { requireActor } from "@/lib/auth/current-actor";
import { displayName } from "@/lib/display-name";
import { SERVICES } from "@/lib/vocabulary";
import { signOutAction } from "../actions";

const ICONS = { backup: <DatabaseBackup />, management_portal: <Network /> };
const DESCRIPTIONS = { backup: "backupDescription", management_portal: "managementPortalDescription" } as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("start"))("title") };
}

export default async function StartPage({ searchParams }: PageProps<"/start">) {
  const actor = await requireActor();
  const t = await getTranslations("start");
  const names = await getTranslations("services");
  const services = servicesOf(actor.roles).map((service) => ({
    href: SERVICE_PATHS[service],
    title: names(service),
    description: t(DESCRIPTIONS[service]),
    icon: ICONS[service],
  }));
  const name = displayName(actor, actor.language);
  const { refused } = await searchParams;
  // An address can be made up, so what it says counts only while it is true.
  const closed = SERVICES.find((service) => service === refused && !servicesOf(actor.roles).includes(service));
  return (
    <PortalShell user={{ name, login: actor.login }} signOutAction={signOutAction} width="reading">
      {closed && (
        <Flash tone="warning" title={t("refusedTitle", { service: names(closed) })}>
          {t("refusedText")}
        </Flash>
      )}
      <PageHeader
        title={name === null ? t("headingWithoutName") : t("heading", { name })}
        description={services.length > 0 ? t("lead") : undefined}
      />
      {services.length > 0 ? (
        <ServiceChoice services={services} />
      ) : (
        <EmptyState title={t("nothingTitle")}>{t("nothingText")}</EmptyState>
      )}
    </PortalShell>
  );
}
