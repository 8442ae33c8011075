import { useTranslations } from "next-intl";
import { Address } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { UserSummary } from "@/lib/users/model";
import { USER_LIST, type UserListState } from "@/lib/users/model";
import type { LifeCycleAction } from "@/lib/vocabulary";
import { RoleNames } from "./role-names";
import { UserMenu } from "./user-menu";
import { UserStatusBadge } from "./user-status-badge";

type UsersTableProps = {
  tenant: { id: number; name: string };
  users: readonly UserSummary[];
  /** The list's filter and order. */
  state: UserListState;
  /** The user who has just been created. */
  created?: number;
  /** What the reader can do to a user; left out for users who can only look. */
  actionsOn?: (user: UserSummary) => readonly LifeCycleAction[];
};

/** The "Users" tab's list. */
export function UsersTable({ tenant, users, state, created, actionsOn }: UsersTableProps) {
  const t = useTranslations("users");
  const common = useTranslations("common");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const sort = (key: UserListState["sort"]["key"]) => ({
    href: `/portal/${tenant.id}/users${USER_LIST.query(USER_LIST.sortedBy(state, key))}`,
    direction: state.sort.key === key ? state.sort.direction : undefined,
  });
  const columns: Column<UserSummary>[] = [
    {
      key: "login",
      header: fields("login"),
      sort: sort("login"),
      rowHeader: true,
      cell: (user) => (
        <span className="flex flex-wrap items-center gap-x-2">
          <TextLink
            href={`/portal/${tenant.id}/users/${user.id}`}
            className="wrap-anywhere sm:max-w-72 sm:max-xl:wrap-break-word min-[98rem]:wrap-break-word"
          >
            <Address>{user.login}</Address>
          </TextLink>
          {user.id === created && <Badge tone="accent">{list("new")}</Badge>}
        </span>
      ),
    },
    { key: "name", header: fields("name"), sort: sort("name"), cell: (user) => user.name ?? list("none") },
    {
      key: "email",
      header: fields("email"),
      from: "xl",
      cell: (user) => (
        <span className="wrap-anywhere sm:block sm:max-w-72 min-[98rem]:wrap-break-word">
          <Address>{user.email}</Address>
        </span>
      ),
    },
    { key: "status", header: fields("status"), cell: (user) => <UserStatusBadge status={user.status} /> },
    { key: "role", header: fields("role"), cell: (user) => <RoleNames roles={user.roles} /> },
    {
      key: "twoFactor",
      header: t("columns.twoFactor"),
      from: "xl",
      cell: ({ twoFactor }) => (
        <span className={twoFactor ? "" : "text-muted"}>{common(twoFactor ? "on" : "off")}</span>
      ),
    },
    {
      key: "lastSignIn",
      header: fields("lastSignIn"),
      sort: sort("lastSignIn"),
      from: "lg",
      cell: (user) => (user.lastSignInAt ? <Moment value={user.lastSignInAt} look="stacked" /> : t("never")),
    },
    {
      key: "created",
      header: fields("created"),
      sort: sort("created"),
      from: "xl",
      cell: (user) => <Moment value={user.createdAt} look="dayOnly" />,
    },
  ];
  if (actionsOn) {
    columns.push({
      key: "actions",
      header: list("actions"),
      align: "end",
      cell: (user) => <UserMenu tenantId={tenant.id} user={user} available={actionsOn(user)} />,
    });
  }
  return (
    <Card flush>
      <DataTable
        caption={t("caption", { tenant: tenant.name })}
        captionHidden
        columns={columns}
        rows={users}
        rowKey={(user) => String(user.id)}
        isMarked={(user) => user.id === created}
      />
    </Card>
  );
}
