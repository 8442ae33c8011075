"use client";

import { useTranslations } from "next-intl";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";
import { CurrentPasswordField } from "./current-password-field";

const schema = () => import("@/lib/account/schema").then((schemas) => schemas.twoFactorChangeSchema);

/** Asks both factors once more. */
export function TurnOffTwoFactorForm({ action, login }: { action: FormAction; login: string }) {
  const t = useTranslations("account.turnOff");
  const account = useTranslations("account");
  const fields = useTranslations("fields");
  const password = useTranslations("account.password");
  const form = useServerForm({ action, schema });
  return (
    <Card>
      <ServerForm form={form} className="flex max-w-md flex-col gap-4">
        <CurrentPasswordField {...form.field("currentPassword", password("current"), { secret: true })} login={login} />
        <TextField
          {...form.field("code", fields("code"), { secret: true })}
          hint={t("codeHint")}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          className="font-medium tracking-[0.2em] tabular-nums"
          required
        />
        <SubmitButton pending={form.pending} variant="danger" className="self-start">
          {account("twoFactor.turnOff")}
        </SubmitButton>
      </ServerForm>
    </Card>
  );
}
