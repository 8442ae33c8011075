"use client";

import type { ReactNode } from "react";
import { FormProblem } from "@/components/form/form-problem";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";

type ActionProps = {
  action: FormAction;
  /** What it is about, as the form posts it. */
  place: Record<string, number>;
  label: string;
  text: string;
  /** False leaves only what a refusal said: without JavaScript that comes on a page that may no longer offer the action. */
  available: boolean;
};

const ITEM = "py-3.5";

/** What something does, and the button that does it or leads there. */
export function ActionRow({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5">
      <p className="min-w-0 flex-[1_1_14rem] text-muted text-sm">{text}</p>
      {children}
    </div>
  );
}

/** Something done with one click. Where it stays on the page, `done` shows the result. */
export function UserActionRow({ action, place, label, text, available, done }: ActionProps & { done?: string }) {
  const form = useServerForm({ action });
  if (!available && form.state.status !== "error") return null;
  return (
    <li className={ITEM}>
      <ServerForm form={form} success={done} className="flex flex-col gap-3">
        <Place {...place} />
        {available && (
          <ActionRow text={text}>
            <SubmitButton variant="secondary" pending={form.pending}>
              {label}
            </SubmitButton>
          </ActionRow>
        )}
      </ServerForm>
    </li>
  );
}

type ConfirmedProps = ActionProps & { question: { title: string; text: string; submit: string; cancel: string } };

/**
 * Something that is confirmed first. A refusal is shown in the page: without JavaScript the dialog is closed when the
 * response comes, and with it a new `key` closes it too.
 */
export function ConfirmedUserActionRow({ action, place, label, text, available, question }: ConfirmedProps) {
  const form = useServerForm({ action });
  if (!available && form.state.status !== "error") return null;
  return (
    <li className={`flex flex-col gap-3 ${ITEM}`}>
      {form.formError && <FormProblem key={`error-${form.attempt}`} form={form} title={form.formError} />}
      {available && (
        <ActionRow text={text}>
          <ConfirmDialog
            key={`dialog-${form.attempt}`}
            trigger={label}
            title={question.title}
            description={question.text}
            cancelLabel={question.cancel}
          >
            <form {...form.formProps}>
              <Place {...place} />
              <SubmitButton variant="danger" pending={form.pending}>
                {question.submit}
              </SubmitButton>
            </form>
          </ConfirmDialog>
        </ActionRow>
      )}
    </li>
  );
}

function Place(place: ActionProps["place"]) {
  return Object.entries(place).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
