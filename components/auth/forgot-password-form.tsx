"use client";

import { useTranslations } from "next-intl";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";

const schema = () => import("@/lib/auth/schema").then((schemas) => schemas.forgotPasswordSchema);

type ForgotPasswordFormProps = { action: FormAction; defaultLogin?: string };

/** Asks for a link to a new password. */
export function ForgotPasswordForm({ action, defaultLogin }: ForgotPasswordFormProps) {
  const t = useTranslations("passwordReset");
  const fields = useTranslations("fields");
  const form = useServerForm({ action, schema });
  return (
    <ServerForm form={form}>
      <TextField
        {...form.field("login", fields("login"), { defaultValue: defaultLogin })}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
      />
      <SubmitButton pending={form.pending}>{t("send")}</SubmitButton>
    </ServerForm>
  );
}
