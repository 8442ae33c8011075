"use client";

import { useTranslations } from "next-intl";
import { EditConflict, FormVersion } from "@/components/form/edit-conflict";
import { ServerForm } from "@/components/form/server-form";
import type { ServerFormApi } from "@/components/form/use-server-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import {
  BRAND_LINKS,
  type BrandTexts,
  type Logo,
  type LogoVariant,
  PRODUCT_NAME_MAX_CHARACTERS,
} from "@/lib/brand/model";
import { AccentField } from "./accent-field";
import { LogoField } from "./logo-field";
import { useBrandFieldName } from "./use-brand-field-name";

type BrandFormProps = {
  form: ServerFormApi;
  tenantId: number;
  version: string;
  texts: BrandTexts | null;
  logos: Partial<Record<LogoVariant, Logo>>;
};

/** Everything that makes up a brand. Fields that are left empty are as the product comes. */
export function BrandForm({ form, tenantId, version, texts, logos }: BrandFormProps) {
  const t = useTranslations("branding");
  const common = useTranslations("common");
  const nameOf = useBrandFieldName();
  const text = (name: keyof BrandTexts) => form.field(name, nameOf(name), { defaultValue: texts?.[name] ?? undefined });
  // Known before the form is drawn, so that the summary at its top can lead to them.
  const file = (name: "logo" | "darkLogo") => form.field(name, nameOf(name));
  const fields = (["productName", "accent", ...BRAND_LINKS, "hostName"] as const).map((name) => ({
    name,
    label: nameOf(name),
  }));
  const optionalText = common("optional");
  const exact = { autoCapitalize: "none", autoComplete: "off", autoCorrect: "off", spellCheck: false } as const;
  return (
    <ServerForm form={form} className="flex flex-col gap-6">
      <EditConflict form={form} fields={fields} takeTheirsHref={`/portal/${tenantId}/settings/branding`} />
      <input type="hidden" name="tenantId" value={tenantId} />
      <FormVersion form={form} version={version} />
      <Group legend={t("groups.look")}>
        <TextField
          {...text("productName")}
          hint={t("fields.productNameHint")}
          autoComplete="off"
          maxLength={PRODUCT_NAME_MAX_CHARACTERS}
          required
        />
        <AccentField
          field={text("accent")}
          hint={t("fields.accentHint")}
          pickerLabel={t("fields.accentPicker")}
          optionalText={optionalText}
        />
        <LogoField form={form} field={file("logo")} name="logo" logo={logos.light} theme="light" />
        <LogoField form={form} field={file("darkLogo")} name="darkLogo" logo={logos.dark} theme="dark" />
      </Group>
      <Group legend={t("groups.links")}>
        {BRAND_LINKS.map((name) => (
          <TextField
            key={name}
            {...text(name)}
            {...exact}
            hint={name === "supportLink" ? t("fields.supportLinkHint") : t("fields.linkHint")}
            optionalText={optionalText}
            inputMode={name === "supportLink" ? "text" : "url"}
            className="font-mono text-sm"
          />
        ))}
      </Group>
      <Group legend={t("groups.address")}>
        <TextField
          {...text("hostName")}
          {...exact}
          hint={t("fields.hostNameHint")}
          optionalText={optionalText}
          inputMode="url"
          className="font-mono text-sm"
        />
      </Group>
      <div className="border-line border-t pt-5">
        <SubmitButton pending={form.pending}>{common("save")}</SubmitButton>
      </div>
    </ServerForm>
  );
}

function Group({ legend, children }: { legend: string; children: React.ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-5">
      <legend className="mb-3 font-semibold">{legend}</legend>
      {children}
    </fieldset>
  );
}
