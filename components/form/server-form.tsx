"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Flash } from "@/components/ui/flash";
import { TYPED_FIELD } from "@/lib/form/model";
import { FormProblem } from "./form-problem";
import type { ServerFormApi } from "./use-server-form";

// Loads at the first focus in a form, since no form has anything to lose before; without it, leaving just isn't asked
// about.
const UnsavedChanges = lazy(() =>
  import("./unsaved-changes").then(
    (loaded) => ({ default: loaded.UnsavedChanges }),
    () => ({ default: () => null }),
  ),
);

type ServerFormProps = {
  form: ServerFormApi;
  /** Said above the form after a success that stays on the page. */
  success?: ReactNode;
  className?: string;
  /** For controls outside of it that belong to it. */
  id?: string;
  /** Whether to ask before leaving with unsaved changes; false for a form that keeps what is typed. */
  guarded?: boolean;
  children: ReactNode;
};

/** The `<form>` of useServerForm: error summary or success message at the top, then the fields. */
export function ServerForm(props: ServerFormProps) {
  const { form, success, className = "flex flex-col gap-4", id, guarded = true, children } = props;
  const [entered, setEntered] = useState(false);
  return (
    <>
      <form id={id} {...form.formProps} onFocusCapture={() => setEntered(true)} className={className}>
        <FormErrors key={`errors-${form.attempt}`} form={form} />
        {success && form.state.status === "success" && <Flash key={`flash-${form.attempt}`}>{success}</Flash>}
        {form.restored && <RestoredNotice />}
        {children}
        {!form.hydrated && <TypedTexts fields={form.fields} />}
      </form>
      {guarded && entered && (
        <Suspense>
          <UnsavedChanges form={form} />
        </Suspense>
      )}
    </>
  );
}

/** After a reload that the form itself asked for. */
function RestoredNotice() {
  const t = useTranslations("common");
  return <Flash tone="info">{t("restored")}</Flash>;
}

/** Until JavaScript runs: tells the server what would be lost if this page did not come again, should anything be. */
function TypedTexts({ fields }: Pick<ServerFormApi, "fields">) {
  const open = fields.filter(({ secret }) => !secret);
  if (open.length === 0) return null;
  const labels = Object.fromEntries(open.flatMap(({ name, label, choice }) => (choice ? [] : [[name, label]])));
  return <input type="hidden" name={TYPED_FIELD} value={JSON.stringify(labels)} />;
}

/**
 * All mistakes of an attempt, each a link to its field; a mistake in no visible field is said without a link. Once none
 * is left it stays away until the next attempt: mistakes while typing are shown at the field, without taking its focus.
 */
function FormErrors({ form }: { form: ServerFormApi }) {
  const t = useTranslations("common");
  const [stage, setStage] = useState<"waiting" | "shown" | "over">("waiting");
  const known = form.fields.flatMap(({ name, id, label }) => {
    const message = form.errorOf(name);
    return message ? [{ fieldId: id, text: t("errorSummaryEntry", { label, message }) }] : [];
  });
  const roots = new Set(form.fields.map(({ name }) => name.split(".")[0]));
  const others = form.otherErrors().flatMap((name) => {
    const message = roots.has(name.split(".")[0]) ? undefined : form.errorOf(name);
    return message ? [{ text: message }] : [];
  });
  const mistakes = [...known, ...others];
  const title = form.formError ?? t("errorSummaryTitle", { count: mistakes.length });
  const present = Boolean(form.formError) || mistakes.length > 0;
  if (present && stage === "waiting") setStage("shown");
  if (!present && stage === "shown") setStage("over");
  if (!present || stage === "over") return null;
  return <FormProblem form={form} title={title} errors={mistakes} />;
}
