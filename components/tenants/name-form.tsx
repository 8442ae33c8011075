"use client";

import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";

const SCHEMAS = {
  delete: () => import("@/lib/tenants/schema").then((schemas) => schemas.deleteTenantSchema),
  recover: () => import("@/lib/tenants/schema").then((schemas) => schemas.recoverTenantSchema),
};

type NameFormProps = {
  action: FormAction;
  /** Deleting asks for the name to confirm it; recovering offers it to be changed. */
  purpose: "delete" | "recover";
  hidden: Record<string, number>;
  name?: string;
  words: { label: string; hint: string; submit: string; cancel: string };
  cancelHref: string;
};

/** The one field of "Delete" and of "Recover": the company's name. */
export function NameForm({ action, purpose, hidden, name, words, cancelHref }: NameFormProps) {
  const form = useServerForm({ action, schema: SCHEMAS[purpose] });
  return (
    <ServerForm form={form} className="flex flex-col gap-5">
      {Object.entries(hidden).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <TextField
        {...form.field("name", words.label, { defaultValue: name })}
        hint={words.hint}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        required
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton variant={purpose === "delete" ? "danger" : "primary"} pending={form.pending}>
          {words.submit}
        </SubmitButton>
        <LinkButton variant="ghost" href={cancelHref}>
          {words.cancel}
        </LinkButton>
      </div>
    </ServerForm>
  );
}
