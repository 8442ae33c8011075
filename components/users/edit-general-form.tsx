"use client";

import { useLocale, useTranslations } from "next-intl";
import { DeletedHolder } from "@/components/form/deleted-holder";
import { EditButtons } from "@/components/form/edit-buttons";
import { EditConflict, FormVersion } from "@/components/form/edit-conflict";
import { LanguageField } from "@/components/form/language-field";
import { NameFields } from "@/components/form/name-fields";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/form/model";
import { type Language, languageName, nameOrder } from "@/lib/vocabulary";
import { ChangedEmailFields } from "./changed-email-fields";
import { type EditedUser, EditedUserFields } from "./edited-user";

const schema = () => import("@/lib/users/schema").then((schemas) => schemas.userGeneralFormSchema);

type EditGeneralFormProps = {
  action: FormAction;
  user: EditedUser & {
    login: string;
    email: string;
    firstName: string | null;
    lastName: string | null;
    language: Language;
    loginIsEmail: boolean;
    activatedAt: Date | null;
  };
  /** Whether the user is the one who edits: their own address takes the password, in "My account". */
  own: boolean;
  backHref: string;
};

/** J6, "General". */
export function EditGeneralForm({ action, user, own, backHref }: EditGeneralFormProps) {
  const t = useTranslations("users.edit");
  const fieldNames = useTranslations("fields");
  const form = useServerForm({ action, schema });
  const names = nameOrder(useLocale());
  const fields = [
    { name: "email", label: fieldNames("email") },
    { name: "pendingEmail", label: t("waiting") },
    ...names.map((name) => ({ name, label: fieldNames(name) })),
    { name: "language", label: fieldNames("language"), show: languageName },
  ];
  const firstName = form.field("firstName", fieldNames("firstName"), { defaultValue: user.firstName ?? "" });
  const lastName = form.field("lastName", fieldNames("lastName"), { defaultValue: user.lastName ?? "" });
  const language = form.field("language", fieldNames("language"), { choice: true, defaultValue: user.language });
  return (
    <ServerForm form={form} className="flex flex-col gap-5">
      <EditConflict form={form} fields={fields} takeTheirsHref={backHref} />
      <EditedUserFields {...user} />
      <FormVersion form={form} version={user.version} />
      {own ? (
        <div>
          <input type="hidden" name="email" value={form.state.conflict?.values.email ?? user.email} />
          <p className="font-medium text-sm">{fieldNames("email")}</p>
          <p className="wrap-anywhere">{user.email}</p>
          <p className="mt-1 text-muted text-sm">
            {t.rich("ownEmail", { link: (text) => <TextLink href="/account">{text}</TextLink> })}
          </p>
        </div>
      ) : (
        <ChangedEmailFields
          form={form}
          user={user}
          words={{
            email: fieldNames("email"),
            hint: t(user.activatedAt ? "emailHintActive" : "emailHintNew"),
            loginStays: t("loginStays", { login: user.login }),
            useEmailAsLogin: fieldNames("useEmailAsLogin"),
            useEmailAsLoginHint: t("useEmailAsLoginHint", { login: user.login }),
          }}
          defaultEmail={user.email}
          autoComplete="off"
        />
      )}
      <NameFields firstName={firstName} lastName={lastName} />
      <LanguageField {...language} hint={fieldNames("languageHint")} />
      <EditButtons pending={form.pending} backHref={backHref} />
      <DeletedHolder form={form} />
    </ServerForm>
  );
}
