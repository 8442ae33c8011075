"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ServerFormApi } from "@/components/form/use-server-form";
import { Checkbox } from "@/components/ui/checkbox";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { QUOTA_UNITS, type QuotaFormValues, type QuotaUnit } from "@/lib/quotas/model";

type QuotaFieldsProps = {
  form: ServerFormApi;
  /** What is shown first; default: an empty number of GB. */
  initial?: QuotaFormValues;
  /** Asks for an overage as well: customers only. */
  overage?: boolean;
};

/**
 * "Cloud storage quota": a number with GB or TB, or "Unlimited". For forms checked by storageQuotaSchema, with `overage` by
 * storageQuotaAndOverageSchema. The number hides by CSS while "Unlimited" is ticked, so that it works without JavaScript.
 */
export function QuotaFields({ form, initial, overage }: QuotaFieldsProps) {
  const t = useTranslations("quotaForm");
  const fields = useTranslations("fields");
  const commonWords = useTranslations("common");
  return (
    <div className="group/quota flex flex-col gap-3">
      {/* Not `required`: hidden, it would block the form. */}
      <div className="group-has-[input[name=unlimited]:checked]/quota:hidden">
        <Amount form={form} name="quota" initial={initial} label={t("quota")} unit={t("unit")} hint={t("hint")} />
      </div>
      <Checkbox {...form.checkbox("unlimited", commonWords("unlimited"), initial?.unlimited)} />
      {overage && (
        <div className="group-has-[input[name=unlimited]:checked]/quota:hidden">
          <Amount
            form={form}
            name="overage"
            initial={initial}
            label={fields("overage")}
            unit={t("overageUnit")}
            hint={t("overageHint")}
          />
        </div>
      )}
    </div>
  );
}

const UNIT_NAMES = { GB: "gigabyte", TB: "terabyte" } as const;

/** The units as the reader's language writes them: « Go » in French. */
function useUnits(): { value: QuotaUnit; label: string }[] {
  const locale = useLocale();
  return QUOTA_UNITS.map((value) => {
    const parts = new Intl.NumberFormat(locale, { style: "unit", unit: UNIT_NAMES[value] }).formatToParts(1);
    return { value, label: parts.find(({ type }) => type === "unit")?.value ?? value };
  });
}

type AmountProps = {
  form: ServerFormApi;
  name: "quota" | "overage";
  initial?: QuotaFormValues;
  label: string;
  unit: string;
  hint: string;
};

function Amount({ form, name, initial, label, unit, hint }: AmountProps) {
  const common = useTranslations("common");
  const units = useUnits();
  const amount = form.field(`${name}Amount`, label, { defaultValue: initial?.[`${name}Amount`] });
  const unitField = form.field(`${name}Unit`, unit, { defaultValue: initial?.[`${name}Unit`] ?? "GB" });
  return (
    // A long label runs on over the unit's empty one: on two lines it would push its control below the other.
    <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-2 sm:max-w-sm [&>:first-child>:first-child]:-me-26">
      <TextField
        {...amount}
        hint={hint}
        optionalText={name === "overage" ? common("optional") : undefined}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
      />
      <SelectField
        {...unitField}
        label={
          <>
            {/* As high as the label beside it, so that both controls are on one line. */}
            <span aria-hidden="true">&nbsp;</span>
            <VisuallyHidden>{unit}</VisuallyHidden>
          </>
        }
        options={units}
      />
    </div>
  );
}
