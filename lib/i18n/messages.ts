import en from "./messages/en.json";
import type { Language } from "./schema";

export type Messages = typeof en;

const MESSAGES: Partial<Record<Language, Messages>> = { en };

/** The language in which a person is really addressed: their own where its message file exists, else English. */
export function messageLanguage(language: Language): Language {
  return MESSAGES[language] ? language : "en";
}

/** The texts in a language; English where it has no message file yet. */
export function loadMessages(language: Language): Messages {
  return MESSAGES[language] ?? en;
}
