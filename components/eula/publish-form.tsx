"use client";

import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";

const schema = () => import("@/lib/eula/schema").then((schemas) => schemas.publishSchema);

type PublishFormProps = {
  action: FormAction;
  /** Posted as they are: whose agreement, and what was seen of the draft. */
  hidden: { tenantId: number; draft: string };
  /** The name that the version is offered. */
  version: string;
  backHref: string;
  words: Partial<Record<"name" | "nameHint" | "note" | "noteHint", string>> & {
    optional: string;
    submit: string;
    cancel: string;
  };
};

/** Names a version and publishes it. */
export function PublishForm({ action, hidden, version, backHref, words }: PublishFormProps) {
  const form = useServerForm({ action, schema });
  const name = form.field("version", words.name ?? "", { defaultValue: version });
  const note = form.field("note", words.note ?? "");
  return (
    <ServerForm form={form} className="flex flex-col gap-5">
      {Object.entries(hidden).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <TextField {...name} hint={words.nameHint} autoComplete="off" required />
      <TextAreaField {...note} hint={words.noteHint} optionalText={words.optional} rows={3} />
      <div className="flex flex-wrap gap-2 border-line border-t pt-5">
        <SubmitButton pending={form.pending}>{words.submit}</SubmitButton>
        <LinkButton href={backHref} variant="ghost">
          {words.cancel}
        </LinkButton>
      </div>
    </ServerForm>
  );
}
