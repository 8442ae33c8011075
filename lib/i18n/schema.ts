import { z } from "zod";

/** The languages a person or a tenant may have. Pages follow as soon as `messages/<language>.json` exists. */
export const LANGUAGES = ["en", "de", "fr", "es", "it", "pt-BR", "nl", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  it: "Italiano",
  "pt-BR": "Português (Brasil)",
  nl: "Nederlands",
  ja: "日本語",
};

export const languageSchema = z.enum(LANGUAGES, "INVALID");
