"use client";

import { ChevronDown } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { createContext, type ReactNode, use, useActionState, useId } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { useHydrated } from "@/components/ui/use-hydrated";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { type FormAction, IDLE } from "@/lib/form/model";
import type { LanguageOption } from "@/lib/vocabulary";

/** What every page carries stays small: the languages come from the server, not with the schema that judges them. */
type Choice = { action: FormAction; options: readonly LanguageOption[] };

const Choices = createContext<Choice | null>(null);

type LanguageChoiceProps = {
  /** What remembers the choice; null for a signed-in user, who has a language of their own. */
  choice: Choice | null;
  children: ReactNode;
};

/** Gives the pickers below what they do. */
export function LanguageChoice({ choice, children }: LanguageChoiceProps) {
  return <Choices value={choice}>{children}</Choices>;
}

/**
 * The languages of the portal, for visitors who aren't signed in. With JavaScript a choice takes effect immediately.
 */
export function LanguagePicker() {
  const choice = use(Choices);
  return choice && <PickerForm {...choice} />;
}

function PickerForm({ action, options }: Choice) {
  const t = useTranslations("common");
  const fields = useTranslations("fields");
  const locale = useLocale();
  const id = useId();
  const hydrated = useHydrated();
  const [, submit] = useActionState(action, IDLE);
  return (
    <form action={submit} className="flex flex-wrap items-center justify-center gap-2">
      <label htmlFor={id}>
        <VisuallyHidden>{fields("language")}</VisuallyHidden>
      </label>
      <div className="relative">
        {/* Keyed: React sets a form back to what it began with, which is another language by then. */}
        <select
          key={locale}
          id={id}
          name="language"
          defaultValue={locale}
          autoComplete="language"
          onChange={(event) => event.currentTarget.form?.requestSubmit()}
          className="control min-h-9 w-auto appearance-none py-1 pe-9 text-sm"
        >
          {options.map(({ value, label, lang }) => (
            <option key={value} value={value} lang={lang}>
              {label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-muted"
        />
      </div>
      {!hydrated && (
        <button type="submit" className={buttonStyle("secondary", "sm")}>
          {t("changeLanguage")}
        </button>
      )}
    </form>
  );
}
