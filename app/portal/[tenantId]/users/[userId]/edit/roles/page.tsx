import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { EditRolesForm } from "@/components/users/edit-roles-form";
import { grantableRoles } from "@/lib/access/roles";
import { updateRolesAction } from "../actions";
import { openUserEdit } from "../open-user-edit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.edit"))("roles.title") };
}

export default async function EditRolesPage({ params }: PageProps<"/portal/[tenantId]/users/[userId]/edit/roles">) {
  const { actor, tenant, user, backHref } = await openUserEdit("user.update_roles", params);
  const t = await getTranslations("users.edit");
  const { kind } = tenant;
  return (
    <div className="flex w-full max-w-2xl flex-col gap-5">
      <PageHeader title={t("roles.title")} description={user.login} />
      {user.lastAdministrator && <Notice>{t("lastAdministrator", { tenant: tenant.name })}</Notice>}
      <Card>
        <EditRolesForm
          action={updateRolesAction}
          user={{ id: user.id, tenantId: tenant.id, version: user.versions.roles, roles: user.roles }}
          kind={kind}
          grantable={grantableRoles(actor, tenant)}
          backHref={backHref}
        />
      </Card>
    </div>
  );
}
