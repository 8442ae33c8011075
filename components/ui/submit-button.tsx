"use client";

import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";

type SubmitButtonProps = Omit<ComponentProps<"button">, "type"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** For forms that are sent from a transition of their own; plain form actions are noticed without it. */
  pending?: boolean;
};

/** Sends its form. While the answer is on its way it turns a spinner and sends nothing twice, but keeps the focus. */
export function SubmitButton({ variant, size, className, pending, children, onClick, ...props }: SubmitButtonProps) {
  const status = useFormStatus();
  const busy = pending || status.pending;
  return (
    <button
      {...props}
      type="submit"
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonStyle(variant, size, `relative ${className ?? ""}`)}
    >
      <span className={`inline-flex items-center gap-2 ${busy ? "opacity-25" : ""}`}>{children}</span>
      {busy && (
        <span className="absolute inset-0 grid place-items-center">
          <LoaderCircle aria-hidden="true" className="animate-spin" />
        </span>
      )}
    </button>
  );
}
