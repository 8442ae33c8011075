"use client";

import type { ReactNode } from "react";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-style";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";

type ActionButtonProps = {
  action: FormAction;
  hidden?: Readonly<Record<string, string | number>>;
  variant?: ButtonVariant;
  size?: ButtonSize;
  children: ReactNode;
};

/** A form that is only a button; a refusal is shown above it. */
export function ActionButton({ action, hidden = {}, variant, size, children }: ActionButtonProps) {
  const form = useServerForm({ action });
  return (
    <ServerForm form={form} className="flex flex-col items-start gap-3">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton pending={form.pending} variant={variant} size={size}>
        {children}
      </SubmitButton>
    </ServerForm>
  );
}
