import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Moment } from "@/components/ui/moment";
import { LANGUAGE_NAMES, type Language } from "@/lib/i18n/schema";
import type { UserSummary } from "@/lib/users/schema";

/** Who a user is. */
export function UserGeneral({ user }: { user: UserSummary & { language: Language } }) {
  const t = useTranslations("users.view");
  const common = useTranslations("users");
  return (
    <Card title={t("general")}>
      <DefinitionList
        items={[
          { term: t("login"), value: <span className="wrap-anywhere">{user.login}</span> },
          { term: t("email"), value: <span className="wrap-anywhere">{user.email}</span> },
          { term: t("firstName"), value: user.firstName ?? common("none") },
          { term: t("lastName"), value: user.lastName ?? common("none") },
          { term: t("language"), value: LANGUAGE_NAMES[user.language] },
          { term: t("created"), value: <Moment value={user.createdAt} /> },
          {
            term: t("lastSignIn"),
            value: user.lastSignInAt ? <Moment value={user.lastSignInAt} /> : common("never"),
          },
        ]}
      />
    </Card>
  );
}

/** What a user may do. */
export function UserAccess({ user }: { user: Pick<UserSummary, "roles"> }) {
  const t = useTranslations("users.view");
  const services = useTranslations("services");
  const names = useTranslations("roles");
  const { management_portal: portalRole, backup: backupRole } = user.roles;
  // A role on the Management Portal reaches into every service.
  const inBackup = [portalRole, backupRole].flatMap((role) => (role ? [names(role)] : [])).join(", ");
  return (
    <Card title={t("access")}>
      <DefinitionList
        items={[
          { term: services("management_portal"), value: portalRole ? names(portalRole) : t("noAccess") },
          { term: services("backup"), value: inBackup || t("noAccess") },
        ]}
      />
    </Card>
  );
}
