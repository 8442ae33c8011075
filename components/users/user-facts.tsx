import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LanguageName } from "@/components/form/language-name";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Moment } from "@/components/ui/moment";
import type { UserSummary } from "@/lib/users/model";
import { type Language, NOTIFICATIONS, type Notification, nameOrder } from "@/lib/vocabulary";
import { EditLink } from "./edit-link";

type CardOfUserProps = {
  /** Where the pencil leads; left out for those who can't edit this. */
  editHref?: string;
  /** What was just done here: said in the card, so that reading goes on from there. */
  news?: ReactNode;
};

/** Who a user is. */
export function UserGeneral({
  user,
  editHref,
  news,
  pendingEmail,
}: CardOfUserProps & { user: UserSummary & { language: Language }; pendingEmail?: ReactNode }) {
  const fields = useTranslations("fields");
  const settings = useTranslations("settings");
  const common = useTranslations("users");
  const list = useTranslations("list");
  const names = nameOrder(useLocale());
  return (
    <Card title={settings("general")} actions={editHref && <EditLink href={editHref} what={settings("general")} />}>
      {news && <div className="mb-3 empty:hidden">{news}</div>}
      {pendingEmail && <div className="mb-3">{pendingEmail}</div>}
      <DefinitionList
        items={[
          { term: fields("login"), value: <span className="wrap-anywhere">{user.login}</span> },
          { term: fields("email"), value: <span className="wrap-anywhere">{user.email}</span> },
          ...names.map((part) => ({ term: fields(part), value: user[part] ?? list("none") })),
          { term: fields("language"), value: <LanguageName language={user.language} /> },
          { term: fields("created"), value: <Moment value={user.createdAt} /> },
          {
            term: fields("lastSignIn"),
            value: user.lastSignInAt ? <Moment value={user.lastSignInAt} /> : common("never"),
          },
        ]}
      />
    </Card>
  );
}

/** What a user may do. */
export function UserAccess({ user, editHref, news }: CardOfUserProps & { user: Pick<UserSummary, "roles"> }) {
  const fields = useTranslations("fields");
  const services = useTranslations("services");
  const names = useTranslations("roles");
  const format = useFormatter();
  const { management_portal: portalRole, backup: backupRole } = user.roles;
  // A role on the Management Portal reaches into every service.
  const inBackup = format.list([portalRole, backupRole].flatMap((role) => (role ? [names(role)] : [])));
  return (
    <Card
      title={fields("servicesAndRoles")}
      actions={editHref && <EditLink href={editHref} what={fields("servicesAndRoles")} />}
    >
      {news && <div className="mb-3 empty:hidden">{news}</div>}
      <DefinitionList
        items={[
          { term: services("management_portal"), value: portalRole ? names(portalRole) : names("none") },
          { term: services("backup"), value: inBackup || names("none") },
        ]}
      />
    </Card>
  );
}

/** Which emails a user gets. */
export function UserSettings({
  on,
  roles,
  editHref,
  news,
}: CardOfUserProps & { on: readonly Notification[]; roles: UserSummary["roles"] }) {
  const settings = useTranslations("settings");
  const names = useTranslations("notifications");
  const commonWords = useTranslations("common");
  return (
    <Card
      title={settings("title")}
      description={roles.management_portal ? names("title") : names("withoutRole")}
      actions={editHref && <EditLink href={editHref} what={settings("title")} />}
    >
      {news && <div className="mb-3 empty:hidden">{news}</div>}
      <DefinitionList
        items={NOTIFICATIONS.map((name) => ({
          term: names(name),
          value: on.includes(name) ? (
            <Badge tone="success">{commonWords("on")}</Badge>
          ) : (
            <Badge>{commonWords("off")}</Badge>
          ),
        }))}
      />
    </Card>
  );
}
