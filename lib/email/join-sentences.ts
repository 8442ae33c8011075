import type { Language } from "@/lib/vocabulary";

/** Sentences as one paragraph: Japanese puts no space between them. */
export function joinSentences(language: Language, sentences: readonly string[]): string {
  return sentences.join(language === "ja" ? "" : " ");
}
