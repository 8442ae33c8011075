import { getTranslations } from "next-intl/server";
import { KeyPager } from "@/components/ui/key-pager";
import { UserFilterForm } from "@/components/users/user-filter-form";
import { UsersHeader } from "@/components/users/users-header";
import { UsersTable } from "@/components/users/users-table";
import { rolesIn } from "@/lib/access/roles";
import { USER_LIST } from "@/lib/users/model";
import { askUsers } from "../../../../queries";
import { database } from "../../../database";
import { companyOf } from "../../../reader";

/** The first page of a company's users by one query, for anyone. */
export default async function UsersPage({ params }: PageProps<"/portal/[tenantId]/users">) {
  const tenant = companyOf(Number((await params).tenantId));
  const rows = await askUsers(database(), tenant.id);
  const list = await getTranslations("list");
  const base = `/portal/${tenant.id}/users`;
  const state = USER_LIST.parse({});
  return (
    <>
      <UsersHeader tenantName={tenant.name} importHref={`${base}/import`} csvHref={`${base}/csv`} />
      <UserFilterForm action={base} state={state} roles={rolesIn("customer")} />
      <UsersTable
        {...{ tenant, state }}
        users={rows.slice(0, 50)}
        actionsOn={() => ["user.reset_password", "user.disable"]}
      />
      <KeyPager label={list("pages")} next={{ href: `${base}?after=${rows[49]?.id}`, label: list("nextPage") }} />
    </>
  );
}
