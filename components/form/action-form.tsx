"use client";

import type { ButtonSize, ButtonVariant } from "@/components/ui/button-style";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";
import { ServerForm } from "./server-form";
import { useServerForm } from "./use-server-form";

type ActionFormProps = {
  action: FormAction;
  /** Posted as they are: what the action is about. */
  hidden: Record<string, string | number>;
  submitLabel: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Said above the button once it is done; left out where the action leads on to another page. */
  success?: string;
  /** False takes the button away and leaves what was said: doing it once may be all there is to do. */
  available?: boolean;
};

/** One button that does one thing on the server and shows the result, with and without JavaScript. */
export function ActionForm({
  action,
  hidden,
  submitLabel,
  variant = "secondary",
  size,
  success,
  available = true,
}: ActionFormProps) {
  const form = useServerForm({ action });
  if (!available && form.state.status === "idle") return null;
  return (
    <ServerForm form={form} success={success} className="flex flex-col items-start gap-3">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {available && (
        <SubmitButton variant={variant} size={size} pending={form.pending}>
          {submitLabel}
        </SubmitButton>
      )}
    </ServerForm>
  );
}
