import { redirect } from "next/navigation";
import { idOr404, openTenant } from "@/app/open-tenant";
import { editsOn } from "@/lib/access/users";
import { foundOr404 } from "@/lib/found-or-404";
import { getUser } from "@/lib/users/queries";
import type { UserEdit } from "@/lib/vocabulary";

/** For the edit pages: the actor, the tenant and the user; those who can't edit this are led to the user's page. */
export async function openUserEdit(edit: UserEdit, params: Promise<{ tenantId: string; userId: string }>) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const user = await foundOr404(getUser(actor, tenant.id, idOr404((await params).userId)));
  const backHref = `/portal/${tenant.id}/users/${user.id}`;
  if (!editsOn(actor, user, tenant).includes(edit)) redirect(backHref);
  return { actor, tenant, user, backHref };
}
