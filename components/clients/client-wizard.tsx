"use client";

import { useKeptForm } from "@/components/form/use-kept-form";
import type { FormAction } from "@/lib/form/model";
import type { ClientKind, Language } from "@/lib/vocabulary";
import { ClientWizardForm } from "./client-wizard-form";
import type { WizardWords } from "./wizard-steps";

export type ClientWizardProps = {
  action: FormAction;
  kind: ClientKind;
  parent: { id: number; language: Language };
  /** Whose form it is: what one user typed isn't shown to the next one in the same browser. */
  userId: number;
  /** A new key for every time the page is made, by which the server recognizes a second "Done". */
  submission: string;
  words: WizardWords;
};

/** J7: the wizard for customers, partners and units. Keeps what is typed until it has been sent. */
export function ClientWizard(props: ClientWizardProps) {
  const kept = useKeptForm(`backstay.wizard.${props.userId}.${props.parent.id}.${props.kind}`);
  return (
    <div ref={kept.frame} onChange={kept.keep}>
      <ClientWizardForm key={kept.generation} {...props} kept={kept} />
    </div>
  );
}
