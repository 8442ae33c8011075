import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { EditGeneralForm } from "@/components/users/edit-general-form";
import { updateGeneralAction } from "../actions";
import { openUserEdit } from "../open-user-edit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.edit"))("general.title") };
}

export default async function EditGeneralPage({ params }: PageProps<"/portal/[tenantId]/users/[userId]/edit/general">) {
  const { actor, tenant, user, backHref } = await openUserEdit("user.update_general", params);
  const t = await getTranslations("users.edit");
  const { id, login, email, firstName, lastName, language, loginIsEmail, activatedAt, versions } = user;
  return (
    <div className="flex w-full max-w-2xl flex-col gap-5">
      <PageHeader title={t("general.title")} description={login} />
      <Card>
        <EditGeneralForm
          action={updateGeneralAction}
          user={{
            ...{ id, login, email, firstName, lastName, language, loginIsEmail, activatedAt },
            tenantId: tenant.id,
            version: versions.general,
          }}
          own={id === actor.userId}
          backHref={backHref}
        />
      </Card>
    </div>
  );
}
