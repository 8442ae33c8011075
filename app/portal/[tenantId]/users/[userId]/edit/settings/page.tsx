import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { EditSettingsForm } from "@/components/users/edit-settings-form";
import { updateSettingsAction } from "../actions";
import { openUserEdit } from "../open-user-edit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.edit"))("settings.title") };
}

export default async function EditSettingsPage({
  params,
}: PageProps<"/portal/[tenantId]/users/[userId]/edit/settings">) {
  const { tenant, user, backHref } = await openUserEdit("user.update_settings", params);
  const t = await getTranslations("users.edit");
  const words = await getTranslations("notifications");
  const { id, login, roles, notifications, versions } = user;
  return (
    <div className="flex w-full max-w-2xl flex-col gap-5">
      <PageHeader title={t("settings.title")} description={login} />
      <Card description={roles.management_portal ? t("settingsLead") : words("withoutRole")} title={words("title")}>
        <EditSettingsForm
          action={updateSettingsAction}
          user={{ id, notifications, tenantId: tenant.id, version: versions.settings }}
          backHref={backHref}
        />
      </Card>
    </div>
  );
}
