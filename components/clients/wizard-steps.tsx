"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LanguageField } from "@/components/form/language-field";
import { NameFields } from "@/components/form/name-fields";
import type { ServerFormApi } from "@/components/form/use-server-form";
import { QuotaFields } from "@/components/quotas/quota-fields";
import { Checkbox } from "@/components/ui/checkbox";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import type { WizardStep } from "@/lib/clients/model";
import type { ClientKind, Language, TenantMode } from "@/lib/vocabulary";

const MODES = ["production", "trial"] as const;

/** What the wizard says besides the words that it shares with other forms. */
export type WizardWords = {
  steps: Record<WizardStep, { title: string; lead: string }>;
  progress: string;
  name: string;
  mode: string;
  modes: Record<TenantMode, { label: string; description: string }>;
  language: string;
  languageHint: string;
  next: string;
  back: string;
  done: string;
  cancel: string;
  kept: string;
  startOver: string;
  signInAgain: string;
};

type About = { kind: ClientKind; language: Language; words: WizardWords };

/**
 * The fields of each step. Functions and not components: the form must know its fields before it renders its error summary.
 */
export function useWizardSteps(form: ServerFormApi, about: About): Record<WizardStep, () => ReactNode> {
  const t = useTranslations("users.create");
  const fields = useTranslations("fields");
  const common = useTranslations("common");
  const quota = useTranslations("quotaForm");
  return {
    client: () => clientStep(form, about),
    quota: () => {
      form.field("quotaAmount", quota("quota"));
      form.field("quotaUnit", quota("unit"));
      form.checkbox("unlimited", common("unlimited"));
      return <QuotaFields form={form} />;
    },
    administrator: () => {
      const plain = { autoComplete: "off", autoCapitalize: "none", spellCheck: false };
      return (
        <>
          <div className="group/login flex flex-col gap-3">
            <TextField
              {...form.field("email", fields("email"))}
              hint={t("emailHint")}
              type="email"
              {...plain}
              required
            />
            <Checkbox {...form.checkbox("useEmailAsLogin", fields("useEmailAsLogin"), true)} />
            {/* By CSS, so that it works without JavaScript; not `required`: hidden, it would block the form. */}
            <div className="group-has-[input[type=checkbox]:checked]/login:hidden">
              <TextField {...form.field("login", fields("login"))} hint={t("loginHint")} {...plain} autoCorrect="off" />
            </div>
          </div>
          <LanguageField
            {...form.field("administratorLanguage", fields("language"), { choice: true, defaultValue: about.language })}
            hint={fields("languageHint")}
          />
          <NameFields
            firstName={form.field("firstName", fields("firstName"))}
            lastName={form.field("lastName", fields("lastName"))}
          />
        </>
      );
    },
  };
}

function clientStep(form: ServerFormApi, { kind, language, words }: About): ReactNode {
  const modes = MODES.map((mode) => ({ value: mode, ...words.modes[mode] }));
  return (
    <>
      <TextField {...form.field("name", words.name)} autoComplete="off" required />
      {kind === "customer" && (
        <RadioGroup
          {...form.field("mode", words.mode, { choice: true, defaultValue: "production" })}
          options={modes}
          required
        />
      )}
      <LanguageField
        {...form.field("language", words.language, { choice: true, defaultValue: language })}
        hint={words.languageHint}
      />
    </>
  );
}
