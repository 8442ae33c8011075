import { Download } from "lucide-react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { COLUMN_HEADINGS } from "@/lib/user-import/model";
import { BACKUP_ROLES, LANGUAGE_NAMES, LANGUAGES, type Language, nameOrder, type Role } from "@/lib/vocabulary";

type ImportGuideProps = {
  tenant: { id: number; language: Language };
  /** The roles that may be given here, highest first. */
  grantable: readonly Role[];
};

/** What a list of users looks like: its columns, and what is in them. */
export function ImportGuide({ tenant, grantable }: ImportGuideProps) {
  const t = useTranslations("userImport.guide");
  const format = useFormatter();
  const names = nameOrder(useLocale());
  const roles = useTranslations("roles");
  const services = useTranslations("services");
  const serviceOf = (role: Role) =>
    services(BACKUP_ROLES.some((backupRole) => backupRole === role) ? "backup" : "management_portal");
  const items = [
    { term: COLUMN_HEADINGS.email, value: t("email") },
    { term: COLUMN_HEADINGS.login, value: t("login") },
    { term: format.list(names.map((part) => COLUMN_HEADINGS[part])), value: t("names") },
    {
      term: COLUMN_HEADINGS.language,
      value: t("language", {
        codes: format.list(LANGUAGES, { type: "disjunction" }),
        language: LANGUAGE_NAMES[tenant.language],
      }),
    },
    {
      term: COLUMN_HEADINGS.role,
      value: (
        <>
          {t("role")}
          <ul className="mt-2 flex flex-col gap-1.5">
            {grantable.map((role) => (
              <li key={role}>
                <code className="rounded-sm bg-sunken px-1 py-0.5 text-sm">{role}</code>
                <span className="block text-muted text-sm">
                  {roles(role)} · {serviceOf(role)}
                </span>
              </li>
            ))}
          </ul>
        </>
      ),
    },
  ];
  return (
    <Card
      title={t("title")}
      description={t("description")}
      actions={
        <a href={`/portal/${tenant.id}/users/import/template`} className={buttonStyle("secondary", "sm")}>
          <Download aria-hidden="true" />
          {t("template")}
        </a>
      }
    >
      <DefinitionList items={items} />
    </Card>
  );
}
