"use client";

import { useTranslations } from "next-intl";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";

const schema = () => import("@/lib/auth/schema").then((schemas) => schemas.loginStepSchema);

type LoginFormProps = { action: FormAction; next?: string; defaultLogin?: string };

/** Step one of signing in: who. */
export function LoginForm({ action, next, defaultLogin }: LoginFormProps) {
  const common = useTranslations("common");
  const fields = useTranslations("fields");
  const form = useServerForm({ action, schema });
  return (
    <ServerForm form={form}>
      {next && <input type="hidden" name="next" value={next} />}
      <TextField
        {...form.field("login", fields("login"), { defaultValue: defaultLogin })}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
      />
      <SubmitButton pending={form.pending}>{common("continue")}</SubmitButton>
    </ServerForm>
  );
}
