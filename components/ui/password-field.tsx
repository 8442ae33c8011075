"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { descriptionProps, Field, type FieldText } from "./field";
import { useHydrated } from "./use-hydrated";
import { VisuallyHidden } from "./visually-hidden";

type PasswordFieldProps = FieldText &
  Omit<ComponentProps<"input">, "id" | "type"> & { id: string; showLabel: string; hideLabel: string };

/** A password with a button that shows it; the button is there only when JavaScript can make it work. */
export function PasswordField(props: PasswordFieldProps) {
  const { label, hint, error, optionalText, showLabel, hideLabel, className, ...input } = props;
  const [shown, setShown] = useState(false);
  const hydrated = useHydrated();
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field id={input.id} label={label} hint={hint} error={error} optionalText={optionalText}>
      <div className="relative">
        <input
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          {...input}
          {...descriptionProps(input.id, { hint, error })}
          type={shown ? "text" : "password"}
          className={`control pe-12 ${className ?? ""}`}
        />
        {hydrated && (
          <button
            type="button"
            aria-controls={input.id}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-1 end-1 grid w-9 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink"
          >
            <Icon aria-hidden="true" className="size-4.5" />
            <VisuallyHidden>{shown ? hideLabel : showLabel}</VisuallyHidden>
          </button>
        )}
      </div>
    </Field>
  );
}
