"use client";

import { useTranslations } from "next-intl";
import type { ServerFormApi } from "@/components/form/use-server-form";
import { PasswordField } from "@/components/ui/password-field";

type CurrentPasswordFieldProps = { form: ServerFormApi; login: string };

/** Asks for the current password. The hidden login tells password managers whose it is. */
export function CurrentPasswordField({ form, login }: CurrentPasswordFieldProps) {
  const t = useTranslations("account.password");
  const common = useTranslations("common");
  return (
    <>
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      <PasswordField
        {...form.field("currentPassword", t("current"), { secret: true })}
        showLabel={common("showPassword")}
        hideLabel={common("hidePassword")}
        autoComplete="current-password"
        required
      />
    </>
  );
}
