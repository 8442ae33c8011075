import type { ComponentProps } from "react";
import { descriptionProps, Field, type FieldText } from "./field";

type FileFieldProps = FieldText & Omit<ComponentProps<"input">, "id" | "type" | "defaultValue"> & { id: string };

const BUTTON =
  "file:me-3 file:min-h-10 file:cursor-pointer file:rounded-control file:border file:border-line-strong file:border-solid file:bg-raised file:px-4 file:font-medium file:text-base file:text-ink hover:file:border-muted hover:file:bg-sunken";

/** A file from the user's machine, by the browser's own control. */
export function FileField({ label, hint, error, optionalText, className, ...input }: FileFieldProps) {
  return (
    <Field id={input.id} label={label} hint={hint} error={error} optionalText={optionalText}>
      <input
        {...input}
        {...descriptionProps(input.id, { hint, error })}
        type="file"
        className={`w-full rounded-control text-muted text-sm ${BUTTON} ${className ?? ""}`}
      />
    </Field>
  );
}
