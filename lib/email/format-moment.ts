import type { Language } from "@/lib/vocabulary";

/** A moment as people write it, in UTC: the reader's time zone isn't known when an email is made. */
export function formatMoment(moment: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  })
    .format(moment)
    .concat(" UTC");
}
