import { useLocale } from "next-intl";
import type { ComponentProps } from "react";
import { SelectField } from "@/components/ui/select-field";
import { languageOptions } from "@/lib/vocabulary";

/** A select with our languages. */
export function LanguageField(props: Omit<ComponentProps<typeof SelectField>, "options">) {
  return <SelectField {...props} options={languageOptions(useLocale())} />;
}
