import type { Language } from "@/lib/vocabulary";

export type Messages = typeof import("./messages/en.json");

/** All texts of each language, loaded when first needed. */
export const MESSAGE_FILES: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import("./messages/en.json", { with: { type: "json" } }),
  de: () => import("./messages/de.json", { with: { type: "json" } }),
  fr: () => import("./messages/fr.json", { with: { type: "json" } }),
  es: () => import("./messages/es.json", { with: { type: "json" } }),
  it: () => import("./messages/it.json", { with: { type: "json" } }),
  "pt-BR": () => import("./messages/pt-BR.json", { with: { type: "json" } }),
  nl: () => import("./messages/nl.json", { with: { type: "json" } }),
  ja: () => import("./messages/ja.json", { with: { type: "json" } }),
};
