import { KeyPager } from "@/components/ui/key-pager";
import { PageHeader } from "@/components/ui/page-header";
import { UserFilterForm } from "@/components/users/user-filter-form";
import { UsersTable } from "@/components/users/users-table";
import { USER_LIST, type UserSummary } from "@/lib/users/schema";
import { database } from "../database";
import { Frame } from "../frame";

type Row = Omit<UserSummary, "name" | "roles" | "status"> & { role: string };

/** The first page of a company's users by one query, for whoever asks. */
export default async function UsersPage({ searchParams }: { searchParams: Promise<{ tenant?: string }> }) {
  const tenant = { id: Number((await searchParams).tenant), name: "Tanaka Dental Care Amsterdam" };
  const rows = await database()<
    Row[]
  >`select u.id::int, u.login, u.email, u.first_name as "firstName", u.last_name as "lastName",
      u.last_sign_in_at as "lastSignInAt", u.created_at as "createdAt", r.role
    from users u left join user_roles r on r.user_id = u.id
    where u.tenant_id = ${tenant.id} and u.deleted_at is null order by u.login_key limit 51`;
  const users = rows.slice(0, 50).map(({ role, ...row }) => ({
    ...row,
    name: `${row.firstName} ${row.lastName}`,
    status: "active" as const,
    twoFactor: false,
    roles: { backup: role } as UserSummary["roles"],
  }));
  const state = USER_LIST.parse({});
  return (
    <Frame tenant={tenant}>
      <PageHeader title="Users" description={tenant.name} />
      <UserFilterForm action="/users" state={state} roles={["company_admin", "readonly_admin", "backup_user"]} />
      <UsersTable
        {...{ tenant, users, state }}
        actionsOn={() => ["user.reset_password", "user.disable", "user.delete"]}
      />
      <KeyPager
        label="Pages"
        next={{ href: `/users?tenant=${tenant.id}&after=${users.at(-1)?.id}`, label: "Next page" }}
      />
    </Frame>
  );
}
