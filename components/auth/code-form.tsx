"use client";

import { useTranslations } from "next-intl";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { Checkbox } from "@/components/ui/checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";
import { BrowserTimeZone } from "./browser-time-zone";

const schema = () => import("@/lib/auth/schema").then((schemas) => schemas.codeStepSchema);

/** Step three of signing in, with two-factor authentication on: the code of the app, or a recovery code. */
export function CodeForm({ action }: { action: FormAction }) {
  const t = useTranslations("login");
  const fields = useTranslations("fields");
  const form = useServerForm({ action, schema });
  return (
    <ServerForm form={form} guarded={false}>
      <TextField
        {...form.field("code", fields("code"), { secret: true })}
        hint={t("codeHint")}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        className="font-medium tracking-[0.2em] tabular-nums"
        required
        // A step of signing in: typing is what comes next.
        autoFocus
      />
      <Checkbox {...form.checkbox("trust", t("trust"))} hint={t("trustHint")} />
      <BrowserTimeZone />
      <SubmitButton pending={form.pending}>{t("signIn")}</SubmitButton>
    </ServerForm>
  );
}
