import type { ComponentProps } from "react";
import { descriptionProps, FieldError, type FieldText } from "./field";

type CheckboxProps = Omit<FieldText, "optionalText"> & Omit<ComponentProps<"input">, "id" | "type"> & { id: string };

/** One yes-or-no choice; the whole line is the label. */
export function Checkbox({ label, hint, error, className, ...input }: CheckboxProps) {
  return (
    <div className={`flex flex-col gap-1 ${className ?? ""}`}>
      <label htmlFor={input.id} className="flex items-start gap-2.5 py-1">
        <input
          {...input}
          {...descriptionProps(input.id, { hint, error })}
          type="checkbox"
          className="mt-[0.2rem] size-4.5 shrink-0"
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={`${input.id}-hint`} className="ps-7 text-muted text-sm">
          {hint}
        </p>
      )}
      <FieldError id={input.id}>{error}</FieldError>
    </div>
  );
}
