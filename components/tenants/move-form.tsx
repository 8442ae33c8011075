"use client";

import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { LinkButton } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";

const schema = () => import("@/lib/tenants/schema").then((schemas) => schemas.moveTenantSchema);

type MoveFormProps = {
  action: FormAction;
  tenantId: number;
  options: readonly { value: string; label: string }[];
  words: { label: string; hint?: string; submit: string; cancel: string };
};

/** "Move": the place to choose. */
export function MoveForm({ action, tenantId, options, words }: MoveFormProps) {
  const form = useServerForm({ action, schema });
  return (
    <ServerForm form={form} className="flex flex-col gap-5">
      <input type="hidden" name="tenantId" value={tenantId} />
      <SelectField {...form.field("targetId", words.label, { choice: true })} hint={words.hint} options={options} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton pending={form.pending}>{words.submit}</SubmitButton>
        <LinkButton variant="ghost" href={`/portal/${tenantId}/settings/general`}>
          {words.cancel}
        </LinkButton>
      </div>
    </ServerForm>
  );
}
