import { useFormatter, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Flash } from "@/components/ui/flash";
import { PendingEmail } from "@/components/users/pending-email";
import type { FormAction } from "@/lib/form/model";
import type { PendingEmailChange } from "@/lib/users/model";
import type { TenantKind } from "@/lib/vocabulary";
import { type Roles, SERVICES } from "@/lib/vocabulary";

type AccountCardProps = {
  person: { login: string; email: string; tenantName: string; tenantKind: TenantKind; roles: Roles };
  pendingEmail: PendingEmailChange | null;
  /** What the address says was just done. */
  notice: unknown;
  changeEmailHref: string;
  actions: { sendAgain: FormAction; cancel: FormAction };
};

/** What one's account is, and the way to another email address. */
export function AccountCard({ person, pendingEmail, notice, changeEmailHref, actions }: AccountCardProps) {
  const t = useTranslations("account.profile");
  const account = useTranslations("account");
  const fields = useTranslations("fields");
  const change = useTranslations("emailChange");
  const format = useFormatter();
  const roleNames = useTranslations("roles");
  const serviceNames = useTranslations("services");
  const roles = SERVICES.flatMap((service) => {
    const role = person.roles[service];
    return role ? [t("roleOnService", { role: roleNames(role), service: serviceNames(service) })] : [];
  });
  return (
    <Card title={t("accountTitle")} description={t("askAdministrator")}>
      <div className="mb-3 flex flex-col gap-3 empty:hidden">
        {notice === "email-requested" && pendingEmail && <Flash>{t("requested", { email: pendingEmail.email })}</Flash>}
        {notice === "email-resent" && pendingEmail && (
          // Each link has its own end: sent once more, it is news again.
          <Flash key={pendingEmail.expiresAt.getTime()}>{change("sentAgain", { email: pendingEmail.email })}</Flash>
        )}
        {notice === "email-canceled" && !pendingEmail && <Flash>{t("canceled", { email: person.email })}</Flash>}
        {pendingEmail && (
          <PendingEmail pending={pendingEmail} email={person.email} actions={{ ...actions, hidden: {} }} />
        )}
      </div>
      <DefinitionList
        items={[
          { term: fields("login"), value: <span className="wrap-anywhere">{person.login}</span> },
          { term: fields("email"), value: <span className="wrap-anywhere">{person.email}</span> },
          { term: t("company", { kind: person.tenantKind }), value: person.tenantName },
          { term: t("role", { count: roles.length || 1 }), value: format.list(roles) || t("noRole") },
        ]}
      />
      <LinkButton href={changeEmailHref} variant="secondary" className="mt-3">
        {account("email.title")}
      </LinkButton>
    </Card>
  );
}
