import { useFormatter, useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import { gatherWords, type Row } from "@/components/list/model";
import { Card } from "@/components/ui/card";
import { USER_STATUS_TONES } from "@/components/users/user-status-badge";
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
  const statusNames = useTranslations("statuses");
  const format = useFormatter();
  const none = useTranslations("list")("none");
  const statuses = gatherWords();
  if (users.length === 0) {
    return (
      <Card title={t("title")}>
        <p className="text-muted">{t("nobody", { tenant: tenant.name })}</p>
      </Card>
    );
  }
  const rows = users.map(({ id, login, name, roles, status }): Row => {
    const theirs = [roles.management_portal, roles.backup].flatMap((role) => (role ? [names(role)] : []));
    return [
      id,
      name ? [name, login] : [login],
      theirs.length > 0 ? format.list(theirs) : null,
      statuses.of(statusNames(status), USER_STATUS_TONES[status]),
    ];
  });
  return (
    <Card title={t("title")} description={t("description")} flush>
      <ListTable
        caption={t("caption", { tenant: tenant.name })}
        columns={[
          {
            head: fields("login"),
            kind: "two",
            rowHeader: true,
            href: linked ? `/portal/${tenant.id}/users/#` : undefined,
          },
          { head: fields("role"), below: true },
          { head: fields("status"), kind: "word", words: statuses.words },
        ]}
        rows={rows}
        none={none}
      />
    </Card>
  );
}
