import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProfileForm } from "@/components/account/profile-form";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { PageHeader } from "@/components/ui/page-header";
import { requireActor } from "@/lib/auth/current-actor";
import { SERVICES } from "@/lib/users/schema";
import { submitProfile } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function ProfilePage() {
  const actor = await requireActor();
  const t = await getTranslations("account.profile");
  const roleNames = await getTranslations("roles");
  const serviceNames = await getTranslations("services");
  const roles = SERVICES.flatMap((service) => {
    const role = actor.roles[service];
    return role ? [t("roleOnService", { role: roleNames(role), service: serviceNames(service) })] : [];
  });
  const facts = [
    { term: t("login"), value: actor.login },
    { term: t("email"), value: actor.email },
    { term: t("company"), value: actor.tenantName },
    { term: t("role", { count: roles.length || 1 }), value: roles.join(", ") || t("noRole") },
  ];
  return (
    <div className="flex max-w-6xl flex-col gap-5">
      <PageHeader title={t("title")} description={t("lead")} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card>
          <ProfileForm
            action={submitProfile}
            person={{ firstName: actor.firstName, lastName: actor.lastName, language: actor.language }}
          />
        </Card>
        <Card title={t("accountTitle")} description={t("askAdministrator")}>
          <DefinitionList items={facts} />
        </Card>
      </div>
    </div>
  );
}
