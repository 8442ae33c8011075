"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { PasswordStrength } from "@/components/auth/password-strength";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";
import { CurrentPasswordField } from "./current-password-field";

const schema = () => import("@/lib/auth/schema").then((schemas) => schemas.changePasswordSchema);

type ChangePasswordFormProps = {
  action: FormAction;
  login: string;
  /** Names and logins, which must not carry a password. */
  extraWords: readonly string[];
};

/** The current password, and a new one twice. */
export function ChangePasswordForm({ action, login, extraWords }: ChangePasswordFormProps) {
  const t = useTranslations("account.password");
  const common = useTranslations("common");
  const form = useServerForm({ action, schema, resetOnSuccess: true });
  const [password, setPassword] = useState("");
  const reveal = { showLabel: common("showPassword"), hideLabel: common("hidePassword") };

  // What the field holds is not always typed: it is emptied after a success, and may be filled before JavaScript arrives.
  const { ref } = form.formProps;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every answer may have emptied the form
  useEffect(() => {
    const input = ref.current?.elements.namedItem("password");
    if (input instanceof HTMLInputElement) setPassword(input.value);
  }, [ref, form.attempt]);

  return (
    <ServerForm form={form} success={t("changed")}>
      <CurrentPasswordField {...form.field("currentPassword", t("current"), { secret: true })} login={login} />
      <PasswordField
        {...form.field("password", t("new"), { secret: true })}
        {...reveal}
        onInput={(event: FormEvent<HTMLInputElement>) => setPassword(event.currentTarget.value)}
        hint={common("passwordHint")}
        autoComplete="new-password"
        required
      />
      <PasswordStrength password={password} extraWords={extraWords} />
      <PasswordField
        {...form.field("repeatPassword", t("repeat"), { secret: true })}
        {...reveal}
        autoComplete="new-password"
        required
      />
      <SubmitButton pending={form.pending} className="self-start">
        {t("submit")}
      </SubmitButton>
    </ServerForm>
  );
}
