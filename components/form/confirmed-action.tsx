"use client";

import type { ButtonSize, ButtonVariant } from "@/components/ui/button-style";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";
import { FormProblem } from "./form-problem";
import { useServerForm } from "./use-server-form";

type ConfirmedActionProps = {
  action: FormAction;
  /** Posted as they are: what the action is about. */
  hidden: Readonly<Record<string, string | number>>;
  label: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  question: { title: string; text: string; submit: string; cancel: string };
  /** Of the button in the question. */
  submitVariant?: ButtonVariant;
};

/**
 * One button, a question, and one thing done on the server. A refusal is shown in the page: without JavaScript the
 * dialog is closed when the response comes, and with it a new `key` closes it too.
 */
export function ConfirmedAction(props: ConfirmedActionProps) {
  const { action, hidden, label, variant, size, question, submitVariant = "danger" } = props;
  const form = useServerForm({ action });
  return (
    <div className="flex flex-col items-start gap-3">
      {form.formError && <FormProblem key={`error-${form.attempt}`} form={form} title={form.formError} />}
      <ConfirmDialog
        key={`dialog-${form.attempt}`}
        trigger={label}
        triggerVariant={variant}
        triggerSize={size}
        title={question.title}
        description={question.text}
        cancelLabel={question.cancel}
      >
        <form {...form.formProps}>
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <SubmitButton variant={submitVariant} pending={form.pending}>
            {question.submit}
          </SubmitButton>
        </form>
      </ConfirmDialog>
    </div>
  );
}
