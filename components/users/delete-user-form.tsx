"use client";

import { useTranslations } from "next-intl";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";

const schema = () => import("@/lib/users/schema").then((schemas) => schemas.deleteUserSchema);

type DeleteUserFormProps = { action: FormAction; tenantId: number; user: { id: number; login: string } };

/** "Delete": the login is typed, so that no one deletes a user by accident. */
export function DeleteUserForm({ action, tenantId, user }: DeleteUserFormProps) {
  const t = useTranslations("users.delete");
  const actions = useTranslations("actions");
  const common = useTranslations("common");
  const form = useServerForm({ action, schema });
  return (
    <Card>
      <ServerForm form={form} className="flex flex-col gap-5">
        <input type="hidden" name="tenantId" value={tenantId} />
        <input type="hidden" name="userId" value={user.id} />
        <TextField
          {...form.field("login", t("login"))}
          hint={t("loginHint", { login: user.login })}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
        />
        <div className="flex flex-wrap gap-2">
          <SubmitButton variant="danger" pending={form.pending}>
            {actions("delete")}
          </SubmitButton>
          <LinkButton variant="ghost" href={`/portal/${tenantId}/users/${user.id}`}>
            {common("cancel")}
          </LinkButton>
        </div>
      </ServerForm>
    </Card>
  );
}
