"use client";

import { type ComponentProps, type FormEvent, useRef } from "react";
import { descriptionProps, Field } from "@/components/ui/field";
import { useHydrated } from "@/components/ui/use-hydrated";
import { OWN_SHADES, parseColor } from "@/lib/brand/accent";

type AccentFieldProps = {
  field: { id: string; name: string; label: string; error?: string } & ComponentProps<"input">;
  hint: string;
  pickerLabel: string;
  optionalText: string;
};

/** A color in digits, which is what is posted; where scripts run, the browser's own picker is beside it. */
export function AccentField({ field, hint, pickerLabel, optionalText }: AccentFieldProps) {
  const { id, label, error, ...input } = field;
  const hydrated = useHydrated();
  const picker = useRef<HTMLInputElement>(null);

  /** The picker shows the color that is typed, once it is one. */
  function show({ currentTarget: { value } }: FormEvent<HTMLInputElement>) {
    const color = value.trim() ? parseColor(value) : OWN_SHADES.light.accent;
    if (picker.current && color) picker.current.value = color;
  }

  /** Types the picked color into the field, as if the user had: the form and the preview learn of it the same way. */
  function take(event: FormEvent<HTMLInputElement>) {
    const text = document.getElementById(id);
    if (!(text instanceof HTMLInputElement)) return;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(text, event.currentTarget.value);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  return (
    <Field id={id} label={label} hint={hint} error={error} optionalText={optionalText}>
      <span className="flex items-center gap-2">
        <input
          {...input}
          {...descriptionProps(id, { hint, error })}
          id={id}
          type="text"
          onInput={show}
          maxLength={20}
          autoCapitalize="none"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          className="control max-w-40 font-mono text-sm"
        />
        {hydrated && (
          <input
            ref={picker}
            type="color"
            aria-label={pickerLabel}
            defaultValue={parseColor(String(field.defaultValue ?? "")) ?? OWN_SHADES.light.accent}
            onInput={take}
            className="h-10 w-14 cursor-pointer rounded-control border border-line-strong bg-raised p-1"
          />
        )}
      </span>
    </Field>
  );
}
