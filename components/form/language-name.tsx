import { LANGUAGE_NAMES, type Language } from "@/lib/vocabulary";

/** What a language calls itself, marked as being in that language. */
export function LanguageName({ language }: { language: Language }) {
  return <span lang={language}>{LANGUAGE_NAMES[language]}</span>;
}
