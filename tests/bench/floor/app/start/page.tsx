import { DatabaseBackup, Network } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { PortalShell } from "@/components/portal/portal-shell";
import { ServiceChoice } from "@/components/start/service-choice";
import { PageHeader } from "@/components/ui/page-header";
import { askReader } from "../../queries";
import { signOut } from "../actions";
import { database } from "../database";
import { READER } from "../reader";

export default async function StartPage() {
  await askReader(database());
  const t = await getTranslations("start");
  const names = await getTranslations("services");
  const services = [
    {
      href: "/portal",
      title: names("management_portal"),
      description: t("managementPortalDescription"),
      icon: <Network />,
    },
    { href: "/backup", title: names("backup"), description: t("backupDescription"), icon: <DatabaseBackup /> },
  ];
  return (
    <PortalShell user={READER} signOutAction={signOut} width="reading">
      <PageHeader title={t("heading", { name: READER.name ?? "none" })} description={t("lead")} />
      <ServiceChoice services={services} />
    </PortalShell>
  );
}
