"use client";

import { useTranslations } from "next-intl";
import { DeletedHolder } from "@/components/form/deleted-holder";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { ChangedEmailFields } from "@/components/users/changed-email-fields";
import type { FormAction } from "@/lib/form/model";
import { CurrentPasswordField } from "./current-password-field";

const schema = () => import("@/lib/users/schema").then((schemas) => schemas.ownEmailSchema);

type OwnEmailFormProps = { action: FormAction; person: { login: string; loginIsEmail: boolean }; backHref: string };

/** One's own new address, which takes the current password. */
export function OwnEmailForm({ action, person, backHref }: OwnEmailFormProps) {
  const t = useTranslations("account.email");
  const fields = useTranslations("fields");
  const password = useTranslations("account.password");
  const common = useTranslations("common");
  const form = useServerForm({ action, schema });
  return (
    <ServerForm form={form} className="flex flex-col gap-5">
      <ChangedEmailFields
        form={form}
        user={person}
        words={{
          email: fields("newEmail"),
          hint: "",
          loginStays: t("loginStays", { login: person.login }),
          useEmailAsLogin: fields("useEmailAsLogin"),
          useEmailAsLoginHint: t("useEmailAsLoginHint", { login: person.login }),
        }}
        autoComplete="email"
      />
      <CurrentPasswordField
        {...form.field("currentPassword", password("current"), { secret: true })}
        login={person.login}
      />
      <div className="flex flex-wrap gap-2 border-line border-t pt-5">
        <SubmitButton pending={form.pending}>{t("submit")}</SubmitButton>
        <LinkButton href={backHref} variant="ghost">
          {common("cancel")}
        </LinkButton>
      </div>
      <DeletedHolder form={form} />
    </ServerForm>
  );
}
