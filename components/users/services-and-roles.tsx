import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { RadioGroup } from "@/components/ui/radio-group";
import type { TenantKind } from "@/lib/vocabulary";
import { BACKUP_ROLES, type Role } from "@/lib/vocabulary";

type Group = Omit<ComponentProps<typeof RadioGroup>, "options">;

type ServicesAndRolesProps = {
  /** The two choices as the form knows them: it must, before it renders its error summary. */
  access: Group;
  backupRole: Group;
  kind: TenantKind;
  grantable: readonly Role[];
};

/** The choice between administering the tenant, looking at it, and one role on the backup service. */
export function ServicesAndRoles({ access, backupRole, kind, grantable }: ServicesAndRolesProps) {
  const t = useTranslations("users.create");
  const roles = useTranslations("roles");
  const services = useTranslations("services");
  const administrator = grantable.find((role) => ["partner_admin", "company_admin", "unit_admin"].includes(role));
  const backupRoles = BACKUP_ROLES.filter((role) => grantable.includes(role));
  const options = [
    ...(administrator
      ? [{ value: "administrator", label: roles(administrator), description: t(`administratorIn.${kind}`) }]
      : []),
    ...(grantable.includes("readonly_admin")
      ? [{ value: "readonly", label: roles("readonly_admin"), description: t("readonly") }]
      : []),
    ...(backupRoles.length > 0
      ? [
          {
            value: "backup",
            label: services("backup"),
            description: t("backup"),
            reveal: (
              <RadioGroup
                {...backupRole}
                options={backupRoles.map((role) => ({
                  value: role,
                  label: roles(role),
                  description: t(`backupRoles.${role}`, { kind }),
                }))}
              />
            ),
          },
        ]
      : []),
  ];
  return <RadioGroup {...access} options={options} required />;
}
