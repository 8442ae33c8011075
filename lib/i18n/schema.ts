/**
 * The languages of users, companies, pages and emails, each with what it calls itself. The one list of them:
 * docs/languages/README.md says which files a new one brings.
 */
export const LANGUAGE_NAMES = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  it: "Italiano",
  "pt-BR": "Português (Brasil)",
  nl: "Nederlands",
  ja: "日本語",
} as const;

export type Language = keyof typeof LANGUAGE_NAMES;

export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as [Language, ...Language[]];

/** The parts of a name, as forms and tables call them. */
export type NamePart = "firstName" | "lastName";

/** In which order a language says the parts of a name: Japanese begins with the family name. */
export function nameOrder(language: string): readonly [NamePart, NamePart] {
  return primary(language) === "ja" ? ["lastName", "firstName"] : ["firstName", "lastName"];
}

/** The first of our languages among tags, the most wanted first. A region of a language gets that language: de-AT is German. */
export function firstLanguageOf(tags: readonly string[]): Language | null {
  for (const tag of tags) {
    const found = LANGUAGES.find((language) => primary(language) === primary(tag));
    if (found) return found;
  }
  return null;
}

function primary(tag: string): string {
  return tag.toLowerCase().split("-", 1)[0] ?? "";
}

/** What a language calls itself, for a text that should be one of ours. */
export function languageName(text: string): string {
  return LANGUAGES.some((language) => language === text) ? LANGUAGE_NAMES[text as Language] : text;
}

export type LanguageOption = { value: Language; label: string; lang: Language };

/** The languages as a select offers them: each named and marked in itself, and sorted for whoever reads the list. */
export function languageOptions(reader: string): LanguageOption[] {
  const { compare } = new Intl.Collator(reader);
  return LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value })).sort((one, other) =>
    compare(one.label, other.label),
  );
}
