"use client";

import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";

type EulaFormProps = {
  action: FormAction;
  /** Posted as they are, e.g. the document's ID and where the user was going. */
  hidden: Record<string, string>;
  consent: string;
  submitLabel: string;
};

/** Accepts the agreement. The words come as props: the namespace stays on the server. */
export function EulaForm({ action, hidden, consent, submitLabel }: EulaFormProps) {
  const form = useServerForm({ action });
  return (
    <ServerForm form={form} className="flex flex-col gap-3">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="min-w-0 flex-1 basis-60 text-muted text-sm">{consent}</p>
        <SubmitButton pending={form.pending} className="max-sm:w-full">
          {submitLabel}
        </SubmitButton>
      </div>
    </ServerForm>
  );
}
