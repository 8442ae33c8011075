import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { CreateUserForm } from "@/components/users/create-user-form";
import { rolesIn } from "@/lib/access/roles";
import { createUser } from "../../../../actions";
import { companyOf } from "../../../../reader";

export default async function NewUserPage({ params }: PageProps<"/portal/[tenantId]/users/new">) {
  const { id, name } = companyOf(Number((await params).tenantId));
  const t = await getTranslations("users.create");
  return (
    <div className="flex w-full max-w-2xl flex-col gap-5">
      <PageHeader title={t("title")} description={t("lead", { tenant: name })} />
      <Card>
        <CreateUserForm
          action={createUser}
          tenant={{ id, kind: "customer", language: "en" }}
          grantable={rolesIn("customer")}
        />
      </Card>
    </div>
  );
}
