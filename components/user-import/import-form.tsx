"use client";

import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { LinkButton } from "@/components/ui/button";
import { FileField } from "@/components/ui/file-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextAreaField } from "@/components/ui/text-area-field";
import type { FormAction } from "@/lib/form/model";

const schema = () => import("@/lib/user-import/schema").then((schemas) => schemas.importFormSchema);

type ImportFormProps = {
  action: FormAction;
  tenantId: number;
  /** The list as it was checked before, to be corrected. */
  text?: string;
  words: Record<"text" | "textHint" | "file" | "fileHint" | "submit" | "cancel" | "next", string>;
};

/** A list of users, pasted or from a file, to be checked. */
export function ImportForm({ action, tenantId, text, words }: ImportFormProps) {
  const form = useServerForm({ action, schema });
  const list = form.field("text", words.text, { defaultValue: text });
  const { defaultValue: _never, ...file } = form.field("file", words.file);
  return (
    <ServerForm form={form} className="flex flex-col gap-5">
      <input type="hidden" name="tenantId" value={tenantId} />
      <TextAreaField
        {...list}
        hint={words.textHint}
        rows={10}
        wrap="off"
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        className="font-mono text-sm"
      />
      <FileField {...file} hint={words.fileHint} accept=".csv,.txt,.tsv,text/csv,text/plain" />
      <div className="flex flex-col gap-3 border-line border-t pt-5">
        <p className="text-muted text-sm">{words.next}</p>
        <div className="flex flex-wrap gap-2">
          <SubmitButton pending={form.pending} variant={text === undefined ? "primary" : "secondary"}>
            {words.submit}
          </SubmitButton>
          <LinkButton href={`/portal/${tenantId}/users`} variant="ghost">
            {words.cancel}
          </LinkButton>
        </div>
      </div>
    </ServerForm>
  );
}
