"use client";

import { useTranslations } from "next-intl";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/form/model";
import { BrowserTimeZone } from "./browser-time-zone";
import { KnownLogin } from "./known-login";

const schema = () => import("@/lib/auth/schema").then((schemas) => schemas.passwordStepSchema);

type PasswordFormProps = { action: FormAction; login: string };

/** Step two of signing in: the password of the login that was given before. */
export function PasswordForm({ action, login }: PasswordFormProps) {
  const t = useTranslations("login");
  const common = useTranslations("common");
  const form = useServerForm({ action, schema });
  return (
    <ServerForm form={form} guarded={false}>
      <KnownLogin label={t("signingInAs")} login={login}>
        <TextLink href="/login" className="text-sm">
          {t("useAnotherLogin")}
        </TextLink>
      </KnownLogin>
      <PasswordField
        {...form.field("password", common("password"), { secret: true })}
        showLabel={common("showPassword")}
        hideLabel={common("hidePassword")}
        autoComplete="current-password"
        required
        // A step of signing in: typing is what comes next.
        autoFocus
      />
      <BrowserTimeZone />
      <SubmitButton pending={form.pending}>{t("signIn")}</SubmitButton>
      <p className="text-center text-sm">
        <TextLink href="/forgot-password">{common("forgotPassword")}</TextLink>
      </p>
    </ServerForm>
  );
}
