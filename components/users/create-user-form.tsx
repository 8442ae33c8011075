"use client";

import { useTranslations } from "next-intl";
import { DeletedHolder } from "@/components/form/deleted-holder";
import { LanguageField } from "@/components/form/language-field";
import { NameFields } from "@/components/form/name-fields";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { LinkButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";
import type { Language, Role, TenantKind } from "@/lib/vocabulary";
import { ServicesAndRoles } from "./services-and-roles";

const schema = () => import("@/lib/users/schema").then((schemas) => schemas.createUserFormSchema);

type CreateUserFormProps = {
  action: FormAction;
  tenant: { id: number; kind: TenantKind; language: Language };
  /** The roles that may be given here, highest first. */
  grantable: readonly Role[];
};

/** J5: the page "Create new user". */
export function CreateUserForm({ action, tenant, grantable }: CreateUserFormProps) {
  const t = useTranslations("users.create");
  const fields = useTranslations("fields");
  const common = useTranslations("common");
  const form = useServerForm({ action, schema });
  const email = form.field("email", fields("email"));
  const useEmailAsLogin = form.checkbox("useEmailAsLogin", fields("useEmailAsLogin"), true);
  const login = form.field("login", fields("login"));
  const language = form.field("language", fields("language"), { choice: true, defaultValue: tenant.language });
  const firstName = form.field("firstName", fields("firstName"));
  const lastName = form.field("lastName", fields("lastName"));
  const access = form.field("access", fields("servicesAndRoles"), { choice: true });
  const backupRole = form.field("backupRole", fields("role"), { choice: true, defaultValue: "backup_user" });
  return (
    <ServerForm form={form} className="flex flex-col gap-5">
      <input type="hidden" name="tenantId" value={tenant.id} />
      <div className="group/login flex flex-col gap-3">
        <TextField
          {...email}
          hint={t("emailHint")}
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <Checkbox {...useEmailAsLogin} />
        {/* By CSS, so that it works without JavaScript; not `required`: hidden, it would block the form. */}
        <div className="group-has-[input[type=checkbox]:checked]/login:hidden">
          <TextField
            {...login}
            hint={t("loginHint")}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
          />
        </div>
      </div>
      <LanguageField {...language} hint={fields("languageHint")} />
      <NameFields firstName={firstName} lastName={lastName} />
      <ServicesAndRoles access={access} backupRole={backupRole} kind={tenant.kind} grantable={grantable} />
      <div className="flex flex-wrap gap-2 border-line border-t pt-5">
        <SubmitButton pending={form.pending}>{t("submit")}</SubmitButton>
        <LinkButton href={`/portal/${tenant.id}/users`} variant="ghost">
          {common("cancel")}
        </LinkButton>
      </div>
      <DeletedHolder form={form} />
    </ServerForm>
  );
}
