import type { ComponentProps } from "react";
import { descriptionProps, Field, type FieldText } from "./field";

type TextFieldProps = FieldText & Omit<ComponentProps<"input">, "id"> & { id: string };

/** One line of text: label, hint and error wired to the input. */
export function TextField({ label, hint, error, optionalText, className, ...input }: TextFieldProps) {
  return (
    <Field id={input.id} label={label} hint={hint} error={error} optionalText={optionalText}>
      <input
        type="text"
        {...input}
        {...descriptionProps(input.id, { hint, error })}
        className={`control ${className ?? ""}`}
      />
    </Field>
  );
}
