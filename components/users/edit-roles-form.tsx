"use client";

import { useTranslations } from "next-intl";
import { EditButtons } from "@/components/form/edit-buttons";
import { EditConflict, FormVersion } from "@/components/form/edit-conflict";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { RadioGroup } from "@/components/ui/radio-group";
import type { FormAction } from "@/lib/form/model";
import type { TenantKind } from "@/lib/vocabulary";
import { BACKUP_ROLES, PORTAL_ROLES, ROLES, type Role, type Roles } from "@/lib/vocabulary";
import { type EditedUser, EditedUserFields } from "./edited-user";

const schema = () => import("@/lib/users/schema").then((schemas) => schemas.userRolesFormSchema);

type EditRolesFormProps = {
  action: FormAction;
  user: EditedUser & { roles: Roles };
  kind: TenantKind;
  /** The roles that may be given here, highest first. */
  grantable: readonly Role[];
  backHref: string;
};

/** J6, "Services and roles": one role on each service that there is in this kind of company. */
export function EditRolesForm({ action, user, kind, grantable, backHref }: EditRolesFormProps) {
  const t = useTranslations("users.edit");
  const create = useTranslations("users.create");
  const names = useTranslations("roles");
  const services = useTranslations("services");
  const form = useServerForm({ action, schema });
  const portal = PORTAL_ROLES.filter((role) => grantable.includes(role));
  const backup = BACKUP_ROLES.filter((role) => grantable.includes(role));
  const nameOf = (value: string) => {
    const role = ROLES.find((one) => one === value);
    return role ? names(role) : names("none");
  };
  const fields = [
    { name: "portalRole", label: services("management_portal"), show: nameOf },
    ...(backup.length > 0 ? [{ name: "backupRole", label: services("backup"), show: nameOf }] : []),
  ];
  const portalRole = form.field("portalRole", services("management_portal"), {
    choice: true,
    defaultValue: user.roles.management_portal ?? "none",
  });
  const backupRole = form.field("backupRole", services("backup"), {
    choice: true,
    defaultValue: user.roles.backup ?? "none",
  });
  return (
    <ServerForm form={form} className="flex flex-col gap-6">
      <EditConflict form={form} fields={fields} takeTheirsHref={backHref} />
      <EditedUserFields {...user} />
      <FormVersion form={form} version={user.version} />
      <RadioGroup
        {...portalRole}
        options={[
          ...portal.map((role) => ({
            value: role,
            label: names(role),
            description: role === "readonly_admin" ? create("readonly") : create(`administratorIn.${kind}`),
          })),
          ...(backup.length > 0 ? [{ value: "none", label: names("none"), description: t("noPortalRoleText") }] : []),
        ]}
      />
      {backup.length > 0 && (
        <RadioGroup
          {...backupRole}
          options={[
            ...backup.map((role) => ({
              value: role,
              label: names(role),
              description: create(`backupRoles.${role}`, { kind }),
            })),
            { value: "none", label: names("none"), description: t("noBackupRoleText") },
          ]}
        />
      )}
      <p className="text-muted text-sm">{t("atOnce")}</p>
      <EditButtons pending={form.pending} backHref={backHref} />
    </ServerForm>
  );
}
