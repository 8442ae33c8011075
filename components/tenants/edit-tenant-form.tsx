"use client";

import { EditButtons } from "@/components/form/edit-buttons";
import { EditConflict, FormVersion } from "@/components/form/edit-conflict";
import { LanguageField } from "@/components/form/language-field";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";
import { type Language, languageName } from "@/lib/vocabulary";

const schema = () => import("@/lib/tenants/schema").then((schemas) => schemas.updateTenantSchema);

type EditTenantFormProps = {
  action: FormAction;
  tenant: { id: number; name: string; language: Language };
  version: string;
  words: { name: string; language: string; languageHint: string };
};

/** J8, "General": name and language of a company. */
export function EditTenantForm({ action, tenant, version, words }: EditTenantFormProps) {
  const form = useServerForm({ action, schema });
  const backHref = `/portal/${tenant.id}/settings/general`;
  const fields = [
    { name: "name", label: words.name },
    { name: "language", label: words.language, show: languageName },
  ];
  const name = form.field("name", words.name, { defaultValue: tenant.name });
  const language = form.field("language", words.language, { choice: true, defaultValue: tenant.language });
  return (
    <ServerForm form={form} className="flex flex-col gap-5">
      <EditConflict form={form} fields={fields} takeTheirsHref={`${backHref}/edit`} />
      <input type="hidden" name="tenantId" value={tenant.id} />
      <FormVersion form={form} version={version} />
      <TextField {...name} autoComplete="off" required />
      <LanguageField {...language} hint={words.languageHint} />
      <EditButtons pending={form.pending} backHref={backHref} />
    </ServerForm>
  );
}
