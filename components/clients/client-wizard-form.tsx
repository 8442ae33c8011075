"use client";

import { type FormEvent, useEffect, useRef } from "react";
import { DeletedHolder } from "@/components/form/deleted-holder";
import { ServerForm } from "@/components/form/server-form";
import type { KeptForm } from "@/components/form/use-kept-form";
import { useServerForm } from "@/components/form/use-server-form";
import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Steps } from "@/components/ui/steps";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import { FIELDS_OF_STEP, stepsOf } from "@/lib/clients/model";
import type { ClientWizardProps } from "./client-wizard";
import { useWizardSteps } from "./wizard-steps";

const schema = () => import("@/lib/clients/schema").then((schemas) => schemas.newClientFormSchema);

const FIELDS = Object.values(FIELDS_OF_STEP).flat();
const FOCUSABLE = "input:not([type=hidden], :disabled), select";

/**
 * All steps in one form. Without JavaScript they are below each other and are sent together; with it one shows at a
 * time, and hidden fields hold what was typed into the others.
 */
export function ClientWizardForm({ kept, ...props }: ClientWizardProps & { kept: KeptForm }) {
  const { action, kind, parent, words } = props;
  const { draft } = kept;
  const form = useServerForm({ action, schema, values: draft?.values, onRedirect: kept.forget });
  const steps = stepsOf(kind);
  const last = steps.length - 1;
  const position = Math.min(draft?.step ?? 0, last);
  const shown = draft ? steps.slice(position, position + 1) : steps;
  const hidden = steps.filter((step) => !shown.includes(step)).flatMap((step) => FIELDS_OF_STEP[step]);
  const submission = draft?.values.submission ?? form.state.values?.submission ?? props.submission;
  const listPath = `/portal/${parent.id}/clients`;

  const render = useWizardSteps(form, { kind, language: parent.language, words });
  const content = shown.map((step) => ({ step, fields: render[step]() }));
  const mistaken = steps.findIndex((step) => FIELDS_OF_STEP[step].some((name) => form.errorOf(name)));
  const box = useFocusOfStep(position, form.attempt, mistaken, kept.goTo);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    const step = steps[position];
    if (!draft || position === last || !step) return form.formProps.onSubmit(event);
    event.preventDefault();
    if (await form.check(FIELDS_OF_STEP[step])) kept.goTo(position + 1);
  }

  return (
    <ServerForm
      form={{
        ...form,
        formProps: { ...form.formProps, onSubmit },
        // A mistake in another step is said when that step is open.
        otherErrors: () => form.otherErrors().filter((name) => !FIELDS.includes(name)),
      }}
      className="flex flex-col gap-6"
      guarded={false}
    >
      <input type="hidden" name="tenantId" value={parent.id} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="submission" value={submission} />
      {hidden.map((name) => {
        const value = draft?.values[name];
        return value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />;
      })}
      {form.state.formError?.code === "SIGNED_OUT" && (
        <TextLink href={`/login?next=${encodeURIComponent(`${listPath}/new?kind=${kind}`)}`} prefetch={false}>
          {words.signInAgain}
        </TextLink>
      )}
      {kept.restored && (
        <Notice>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            {words.kept}
            <Button size="sm" onClick={kept.startOver}>
              {words.startOver}
            </Button>
          </div>
        </Notice>
      )}
      <Steps label={words.progress} titles={steps.map((step) => words.steps[step].title)} current={position} />
      <div ref={box} className="flex flex-col gap-8">
        {content.map(({ step, fields }) => (
          <fieldset key={step} className={draft || step === "client" ? "min-w-0" : "step-later min-w-0"}>
            <legend className="font-semibold text-lg tracking-tight">{words.steps[step].title}</legend>
            <p className="mt-0.5 mb-5 max-w-prose text-muted">{words.steps[step].lead}</p>
            <div className="flex flex-col gap-5">{fields}</div>
          </fieldset>
        ))}
      </div>
      <div className="flex flex-wrap gap-2 border-line border-t pt-5">
        {draft && position > 0 && <Button onClick={() => kept.goTo(position - 1)}>{words.back}</Button>}
        {draft && position < last ? (
          <Button type="submit" variant="primary">
            {words.next}
          </Button>
        ) : (
          <SubmitButton pending={form.pending}>{words.done}</SubmitButton>
        )}
        <LinkButton href={listPath} variant="ghost" onClick={kept.forget}>
          {words.cancel}
        </LinkButton>
      </div>
      <DeletedHolder form={form} />
    </ServerForm>
  );
}

/** A mistake opens its step; its field gets the focus, or the first field of a step that has been turned to. */
function useFocusOfStep(position: number, attempt: number, mistaken: number, goTo: (step: number) => void) {
  const box = useRef<HTMLDivElement>(null);
  const seen = useRef({ position, attempt });
  useEffect(() => {
    const { attempt: attemptBefore, position: positionBefore } = seen.current;
    if (attempt === attemptBefore && position === positionBefore) return;
    if (attempt !== attemptBefore && mistaken >= 0 && mistaken !== position) return goTo(mistaken);
    seen.current = { position, attempt };
    const wrong = box.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    const first = position === positionBefore ? null : box.current?.querySelector<HTMLElement>(FOCUSABLE);
    (wrong ?? first)?.focus();
  });
  return box;
}
