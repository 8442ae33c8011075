"use client";

import { useTranslations } from "next-intl";
import { EditConflict, FormVersion } from "@/components/form/edit-conflict";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";
import type { Language } from "@/lib/vocabulary";

const schema = () => import("@/lib/eula/schema").then((schemas) => schemas.saveTextSchema);

type EditTextFormProps = {
  action: FormAction;
  tenantId: number;
  language: Language;
  text: { title: string; body: string; version: string };
  /** The page about the agreement. */
  base: string;
  words: { title: string; body: string; bodyHint: string; submit: string };
};

/** Title and Markdown of the draft in one language. */
export function EditTextForm({ action, tenantId, language, text, base, words }: EditTextFormProps) {
  const form = useServerForm({ action, schema });
  const common = useTranslations("common");
  const fields = [
    { name: "title", label: words.title },
    { name: "body", label: words.body },
  ];
  const title = form.field("title", words.title, { defaultValue: text.title });
  const body = form.field("body", words.body, { defaultValue: text.body });
  return (
    <ServerForm form={form} className="flex flex-col gap-5">
      <EditConflict form={form} fields={fields} takeTheirsHref={`${base}/draft/${language}`} />
      <input type="hidden" name="tenantId" value={tenantId} />
      <input type="hidden" name="language" value={language} />
      <FormVersion form={form} version={text.version} />
      <TextField {...title} lang={language} autoComplete="off" required />
      <TextAreaField
        {...body}
        hint={words.bodyHint}
        lang={language}
        rows={24}
        required
        className="font-mono text-sm leading-relaxed"
      />
      <div className="flex flex-wrap gap-2 border-line border-t pt-5">
        <SubmitButton pending={form.pending}>{words.submit}</SubmitButton>
        <LinkButton href={base} variant="ghost">
          {common("cancel")}
        </LinkButton>
      </div>
    </ServerForm>
  );
}
