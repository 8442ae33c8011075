import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { descriptionProps, Field, type FieldText } from "./field";

type SelectFieldProps = FieldText &
  Omit<ComponentProps<"select">, "id" | "children"> & {
    id: string;
    /** `lang` where a label is in another language than the page. */
    options: readonly { value: string; label: string; disabled?: boolean; lang?: string }[];
  };

/** A native select: works everywhere, also without JavaScript. */
export function SelectField({ label, hint, error, optionalText, options, className, ...select }: SelectFieldProps) {
  return (
    <Field id={select.id} label={label} hint={hint} error={error} optionalText={optionalText}>
      <div className="relative">
        <select
          {...select}
          {...descriptionProps(select.id, { hint, error })}
          className={`control appearance-none pe-10 ${className ?? ""}`}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled} lang={option.lang}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-muted"
        />
      </div>
    </Field>
  );
}
