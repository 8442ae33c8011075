"use client";

import { useTranslations } from "next-intl";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";
import { CurrentPasswordField } from "./current-password-field";
import { RecoveryCodes } from "./recovery-codes";

const schema = () => import("@/lib/account/schema").then((schemas) => schemas.currentPasswordSchema);

type NewRecoveryCodesFormProps = { action: FormAction; login: string; doneHref: string };

/** Asks the password, then shows the new codes. */
export function NewRecoveryCodesForm({ action, login, doneHref }: NewRecoveryCodesFormProps) {
  const t = useTranslations("account.recovery");
  const password = useTranslations("account.password");
  const form = useServerForm({ action, schema });
  const { once } = form.state;
  if (once) return <RecoveryCodes codes={once} login={login} news={t("made")} doneHref={doneHref} />;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("newTitle")} description={t("newLead")} />
      <Card>
        <ServerForm form={form} className="flex max-w-md flex-col gap-4">
          <CurrentPasswordField
            {...form.field("currentPassword", password("current"), { secret: true })}
            login={login}
          />
          <SubmitButton pending={form.pending} className="self-start">
            {t("submit")}
          </SubmitButton>
        </ServerForm>
      </Card>
    </div>
  );
}
