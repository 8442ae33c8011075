import { useFormatter, useTranslations } from "next-intl";
import { Address } from "@/components/ui/address";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { TextLink } from "@/components/ui/text-link";
import { UserStatusBadge } from "@/components/users/user-status-badge";
import type { UserSummary } from "@/lib/users/model";

type BackupPeopleProps = {
  tenant: { id: number; name: string };
  users: readonly UserSummary[];
  /** Whether logins lead to the user's page in the Management Portal. */
  linked: boolean;
};

/** Who may use the service in a tenant, and in which role. */
export function BackupPeople({ tenant, users, linked }: BackupPeopleProps) {
  const t = useTranslations("backup.people");
  const fields = useTranslations("fields");
  const names = useTranslations("roles");
  const format = useFormatter();
  const none = useTranslations("list")("none");
  const columns: Column<UserSummary>[] = [
    {
      key: "login",
      header: fields("login"),
      rowHeader: true,
      cell: ({ id, login }) =>
        linked ? (
          <TextLink href={`/portal/${tenant.id}/users/${id}`} className="wrap-anywhere lg:wrap-break-word">
            <Address>{login}</Address>
          </TextLink>
        ) : (
          <span className="wrap-anywhere lg:wrap-break-word">
            <Address>{login}</Address>
          </span>
        ),
    },
    { key: "name", header: fields("name"), cell: (user) => user.name ?? none },
    {
      key: "role",
      header: fields("role"),
      cell: ({ roles }) =>
        format.list([roles.management_portal, roles.backup].flatMap((role) => (role ? [names(role)] : []))) || none,
    },
    { key: "status", header: fields("status"), cell: (user) => <UserStatusBadge status={user.status} /> },
  ];
  if (users.length === 0) {
    return (
      <Card title={t("title")}>
        <p className="text-muted">{t("nobody", { tenant: tenant.name })}</p>
      </Card>
    );
  }
  return (
    <Card title={t("title")} description={t("description")} flush>
      <DataTable
        caption={t("caption", { tenant: tenant.name })}
        captionHidden
        columns={columns}
        rows={users}
        rowKey={(user) => String(user.id)}
      />
    </Card>
  );
}
