import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { idOr404, openTenant } from "@/app/open-tenant";
import { PageHeader } from "@/components/ui/page-header";
import { DeleteUserForm } from "@/components/users/delete-user-form";
import { actionsOn } from "@/lib/access/users";
import { foundOr404 } from "@/lib/found-or-404";
import { getUser } from "@/lib/users/queries";
import { deleteUserAction } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.delete"))("title") };
}

export default async function DeleteUserPage({ params }: PageProps<"/portal/[tenantId]/users/[userId]/delete">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const user = await foundOr404(getUser(actor, tenant.id, idOr404((await params).userId)));
  // The user's page says what can be done instead.
  if (!actionsOn(actor, user, tenant).includes("user.delete")) redirect(`/portal/${tenant.id}/users/${user.id}`);
  const t = await getTranslations("users.delete");
  const { id, login } = user;
  return (
    <div className="flex w-full max-w-2xl flex-col gap-5">
      <PageHeader title={t("title")} description={t("lead", { login })} />
      <DeleteUserForm action={deleteUserAction} tenantId={tenant.id} user={{ id, login }} />
    </div>
  );
}
