"use client";

import { useLocale, useTranslations } from "next-intl";
import { EditConflict, FormVersion } from "@/components/form/edit-conflict";
import { LanguageField } from "@/components/form/language-field";
import { NameFields } from "@/components/form/name-fields";
import { ServerForm } from "@/components/form/server-form";
import { type TimeZoneChoice, TimeZoneField } from "@/components/form/time-zone-field";
import { useServerForm } from "@/components/form/use-server-form";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";
import { type Language, languageName, nameOrder } from "@/lib/vocabulary";

const schema = () => import("@/lib/account/schema").then((schemas) => schemas.profileFormSchema);

type ProfileFormProps = {
  action: FormAction;
  person: { firstName: string | null; lastName: string | null; language: Language; timeZone: string | null };
  timeZones: TimeZoneChoice;
  version: string;
};

/** One's own names, language and time zone. */
export function ProfileForm({ action, person, timeZones, version }: ProfileFormProps) {
  const t = useTranslations("account.profile");
  const fieldNames = useTranslations("fields");
  const common = useTranslations("common");
  const form = useServerForm({ action, schema });
  const names = nameOrder(useLocale());
  const fields = [
    ...names.map((name) => ({ name, label: fieldNames(name) })),
    {
      name: "language",
      label: fieldNames("language"),
      show: languageName,
    },
    { name: "timeZone", label: fieldNames("timeZone"), show: (value: string) => value || timeZones.inherited },
  ];
  return (
    <ServerForm form={form} success={t("saved")}>
      <EditConflict form={form} fields={fields} takeTheirsHref="/account" />
      <FormVersion form={form} version={version} />
      <NameFields
        firstName={form.field("firstName", fieldNames("firstName"), { defaultValue: person.firstName ?? "" })}
        lastName={form.field("lastName", fieldNames("lastName"), { defaultValue: person.lastName ?? "" })}
        own
      />
      <LanguageField
        {...form.field("language", fieldNames("language"), { choice: true, defaultValue: person.language })}
        hint={t("languageHint")}
        autoComplete="language"
      />
      <TimeZoneField
        {...form.field("timeZone", fieldNames("timeZone"), { choice: true, defaultValue: person.timeZone ?? "" })}
        {...timeZones}
        hint={t("timeZoneHint")}
      />
      <SubmitButton pending={form.pending} className="self-start">
        {common("save")}
      </SubmitButton>
    </ServerForm>
  );
}
