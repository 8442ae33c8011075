import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type FieldText = {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Shown beside the label of a field that may stay empty, e.g. "optional". */
  optionalText?: ReactNode;
};

/** The attributes that tie a control to its hint and error. */
export function descriptionProps(id: string, { hint, error }: Pick<FieldText, "hint" | "error">) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean);
  return {
    "aria-describedby": ids.length > 0 ? ids.join(" ") : undefined,
    "aria-invalid": error ? (true as const) : undefined,
  };
}

/** The message under a control. */
export function FieldError({ id, children }: { id: string; children?: ReactNode }) {
  if (!children) return null;
  return (
    <p id={`${id}-error`} className="flex gap-1.5 font-medium text-danger text-sm">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}

/** Label, hint, control, error: the frame of every text control and select. */
export function Field({
  id,
  label,
  hint,
  error,
  optionalText,
  children,
}: FieldText & { id: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        {optionalText && <span className="text-muted text-sm">({optionalText})</span>}
      </div>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      )}
      <FieldError id={id}>{error}</FieldError>
    </div>
  );
}
