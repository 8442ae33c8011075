import type { Language } from "./schema";

export type Messages = typeof import("./messages/en.json");

/** All texts of each language, loaded when somebody first needs them. */
export const MESSAGE_FILES: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import("./messages/en.json"),
  de: () => import("./messages/de.json"),
  fr: () => import("./messages/fr.json"),
  es: () => import("./messages/es.json"),
  it: () => import("./messages/it.json"),
  "pt-BR": () => import("./messages/pt-BR.json"),
  nl: () => import("./messages/nl.json"),
  ja: () => import("./messages/ja.json"),
};
