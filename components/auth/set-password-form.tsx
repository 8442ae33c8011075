"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";
import { BrowserTimeZone } from "./browser-time-zone";
import { KnownLogin } from "./known-login";
import { PasswordStrength } from "./password-strength";

const schema = () => import("@/lib/auth/schema").then((schemas) => schemas.setPasswordSchema);

type SetPasswordFormProps = {
  action: FormAction;
  login: string;
  loginLabel: string;
  /** Names of the user and the company; the login is added here. */
  extraWords: readonly string[];
  submitLabel: string;
};

/** Activation and reset: a password of one's own, twice. */
export function SetPasswordForm({ action, login, loginLabel, extraWords, submitLabel }: SetPasswordFormProps) {
  const t = useTranslations("common");
  const form = useServerForm({ action, schema });
  const [password, setPassword] = useState("");
  const reveal = { showLabel: t("showPassword"), hideLabel: t("hidePassword") };

  // What was typed or filled in before JavaScript arrived.
  const { ref } = form.formProps;
  useEffect(() => {
    const input = ref.current?.elements.namedItem("password");
    if (input instanceof HTMLInputElement) setPassword(input.value);
  }, [ref]);

  return (
    <ServerForm form={form}>
      <KnownLogin label={loginLabel} login={login} />
      <PasswordField
        {...form.field("password", t("password"), { secret: true })}
        {...reveal}
        onInput={(event: FormEvent<HTMLInputElement>) => setPassword(event.currentTarget.value)}
        hint={t("passwordHint")}
        autoComplete="new-password"
        required
      />
      <PasswordStrength password={password} extraWords={[login, ...extraWords]} />
      <PasswordField
        {...form.field("repeatPassword", t("repeatPassword"), { secret: true })}
        {...reveal}
        autoComplete="new-password"
        required
      />
      <BrowserTimeZone />
      <SubmitButton pending={form.pending}>{submitLabel}</SubmitButton>
    </ServerForm>
  );
}
