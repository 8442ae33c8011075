import type { ComponentProps } from "react";
import { descriptionProps, Field, type FieldText } from "./field";

type TextAreaFieldProps = FieldText & Omit<ComponentProps<"textarea">, "id"> & { id: string };

/** Several lines of text: label, hint and error wired to the control. */
export function TextAreaField({ label, hint, error, optionalText, className, ...area }: TextAreaFieldProps) {
  return (
    <Field id={area.id} label={label} hint={hint} error={error} optionalText={optionalText}>
      <textarea
        {...area}
        {...descriptionProps(area.id, { hint, error })}
        className={`control resize-y ${className ?? ""}`}
      />
    </Field>
  );
}
