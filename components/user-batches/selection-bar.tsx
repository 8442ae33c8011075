"use client";

import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";

type Option = { value: string; label: string };

type SelectionBarProps = {
  id: string;
  action: FormAction;
  tenantId: number;
  /** The list's filter and order, as in its address. */
  query: string;
  actions: readonly Option[];
  whom: readonly Option[];
  words: Record<"action" | "whom" | "apply", string>;
};

/** What to do to the checked users, or to everyone that the list finds. */
export function SelectionBar({ id, action, tenantId, query, actions, whom, words }: SelectionBarProps) {
  const form = useServerForm({ action });
  return (
    <ServerForm id={id} form={form} guarded={false} className="flex flex-col gap-3">
      <input type="hidden" name="tenantId" value={tenantId} />
      <input type="hidden" name="query" value={query} />
      <div className="flex flex-wrap items-end gap-3">
        <SelectField {...form.field("action", words.action, { choice: true })} options={actions} />
        <SelectField {...form.field("whom", words.whom, { choice: true })} options={whom} />
        <SubmitButton pending={form.pending}>{words.apply}</SubmitButton>
      </div>
    </ServerForm>
  );
}
