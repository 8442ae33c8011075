"use client";

import { EditButtons } from "@/components/form/edit-buttons";
import { EditConflict, FormVersion } from "@/components/form/edit-conflict";
import { LanguageField } from "@/components/form/language-field";
import { ServerForm } from "@/components/form/server-form";
import { type TimeZoneChoice, TimeZoneField } from "@/components/form/time-zone-field";
import { useServerForm } from "@/components/form/use-server-form";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";
import { type Language, languageName } from "@/lib/vocabulary";

const schema = () => import("@/lib/tenants/schema").then((schemas) => schemas.updateTenantSchema);

type EditTenantFormProps = {
  action: FormAction;
  tenant: { id: number; name: string; language: Language; timeZone: string | null };
  timeZones: TimeZoneChoice;
  version: string;
  words: Record<"name" | "language" | "languageHint" | "timeZone" | "timeZoneHint", string>;
};

/** J8, "General": name, language and time zone of a company. */
export function EditTenantForm({ action, tenant, timeZones, version, words }: EditTenantFormProps) {
  const form = useServerForm({ action, schema });
  const backHref = `/portal/${tenant.id}/settings/general`;
  const fields = [
    { name: "name", label: words.name },
    { name: "language", label: words.language, show: languageName },
    { name: "timeZone", label: words.timeZone, show: (value: string) => value || timeZones.inherited },
  ];
  const name = form.field("name", words.name, { defaultValue: tenant.name });
  const language = form.field("language", words.language, { choice: true, defaultValue: tenant.language });
  const timeZone = form.field("timeZone", words.timeZone, { choice: true, defaultValue: tenant.timeZone ?? "" });
  return (
    <ServerForm form={form} className="flex flex-col gap-5">
      <EditConflict form={form} fields={fields} takeTheirsHref={`${backHref}/edit`} />
      <input type="hidden" name="tenantId" value={tenant.id} />
      <FormVersion form={form} version={version} />
      <TextField {...name} autoComplete="off" required />
      <LanguageField {...language} hint={words.languageHint} />
      <TimeZoneField {...timeZone} {...timeZones} hint={words.timeZoneHint} />
      <EditButtons pending={form.pending} backHref={backHref} />
    </ServerForm>
  );
}
