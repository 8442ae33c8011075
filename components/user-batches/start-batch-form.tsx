"use client";

import { LanguageField } from "@/components/form/language-field";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";
import type { BatchAction } from "@/lib/user-batches/model";
import type { Language } from "@/lib/vocabulary";

const schema = () => import("@/lib/user-batches/schema").then((schemas) => schemas.startBatchSchema);

type StartBatchFormProps = {
  action: FormAction;
  tenantId: number;
  batch: { id: string; action: BatchAction };
  /** What "Change language" proposes. */
  language: Language;
  /** Where "Cancel" leads. */
  listHref: string;
  words: Record<"language" | "count" | "countHint" | "submit" | "cancel", string>;
};

/** Starts a batch. Changing the language asks for one; deleting for the number of users, so that no one does it by accident. */
export function StartBatchForm({ action, tenantId, batch, language, listHref, words }: StartBatchFormProps) {
  const form = useServerForm({ action, schema });
  const deletes = batch.action === "delete";
  return (
    <ServerForm form={form} className="flex flex-col gap-5" guarded={false}>
      <input type="hidden" name="tenantId" value={tenantId} />
      <input type="hidden" name="batchId" value={batch.id} />
      {batch.action === "change_language" && (
        <LanguageField {...form.field("language", words.language, { choice: true, defaultValue: language })} />
      )}
      {deletes && (
        <TextField
          {...form.field("count", words.count)}
          hint={words.countHint}
          inputMode="numeric"
          autoComplete="off"
          required
        />
      )}
      <div className="flex flex-wrap gap-2">
        <SubmitButton variant={deletes ? "danger" : "primary"} pending={form.pending}>
          {words.submit}
        </SubmitButton>
        <LinkButton variant="ghost" href={listHref}>
          {words.cancel}
        </LinkButton>
      </div>
    </ServerForm>
  );
}
