import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { CreateUserForm } from "@/components/users/create-user-form";
import { grantableRoles } from "@/lib/access/roles";
import { creationsOf } from "@/lib/access/sections";
import { notTheirs } from "@/lib/found-or-404";
import { createUserAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.create"))("title") };
}

export default async function NewUserPage({ params }: PageProps<"/portal/[tenantId]/users/new">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  if (!creationsOf(actor, tenant).includes("user")) notTheirs();
  const t = await getTranslations("users.create");
  const { id, kind, language } = tenant;
  return (
    <div className="flex w-full max-w-2xl flex-col gap-5">
      <PageHeader title={t("title")} description={t("lead", { tenant: tenant.name })} />
      <Card>
        <CreateUserForm
          action={createUserAction}
          tenant={{ id, kind, language }}
          grantable={grantableRoles(actor, tenant)}
        />
      </Card>
    </div>
  );
}
