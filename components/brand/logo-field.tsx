"use client";

import { useTranslations } from "next-intl";
import type { ServerFormApi } from "@/components/form/use-server-form";
import { Checkbox } from "@/components/ui/checkbox";
import { FileField } from "@/components/ui/file-field";
import type { Theme } from "@/lib/brand/accent";
import { LOGO_TYPES, type Logo, logoPath } from "@/lib/brand/model";
import { LogoImage } from "./logo-image";

type LogoFieldProps = {
  form: ServerFormApi;
  field: ReturnType<ServerFormApi["field"]>;
  name: "logo" | "darkLogo";
  logo: Logo | undefined;
  theme: Theme;
};

const REMOVE = { logo: "removeLogo", darkLogo: "removeDarkLogo" } as const;

/** The picture that is there now with the way to remove it, and the field for another one. */
export function LogoField({ form, field, name, logo, theme }: LogoFieldProps) {
  const t = useTranslations("branding.fields");
  const common = useTranslations("common");
  const { defaultValue: _never, ...file } = field;
  return (
    <div className="flex flex-col gap-2">
      <FileField {...file} hint={t(`${name}Hint`)} optionalText={common("optional")} accept={LOGO_TYPES} />
      {logo && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <span className={`preview-${theme} rounded-control border border-line bg-raised px-3 py-2`}>
            <LogoImage src={logoPath(logo)} alt={t("present")} size={logo} className="max-w-48" />
          </span>
          <Checkbox {...form.checkbox(REMOVE[name], t(REMOVE[name]))} />
        </div>
      )}
    </div>
  );
}
