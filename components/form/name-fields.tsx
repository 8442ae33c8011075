import { useLocale, useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { TextField } from "@/components/ui/text-field";
import { type NamePart, nameOrder } from "@/lib/vocabulary";

type NameFieldsProps = Record<NamePart, ComponentProps<typeof TextField>> & {
  /** Whether it is the reader's own name, which the browser can fill in. */
  own?: boolean;
};

const FILLED_IN_AS = { firstName: "given-name", lastName: "family-name" } as const;

/** First and last name, both optional, in the order of the reader's language. */
export function NameFields({ own = false, ...fields }: NameFieldsProps) {
  const common = useTranslations("common");
  return (
    <div className="grid gap-5 sm:grid-cols-2 sm:gap-4">
      {nameOrder(useLocale()).map((part) => (
        <TextField
          key={part}
          {...fields[part]}
          optionalText={common("optional")}
          autoComplete={own ? FILLED_IN_AS[part] : "off"}
        />
      ))}
    </div>
  );
}
