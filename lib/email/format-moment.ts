import type { Language } from "@/lib/vocabulary";

/** A moment as people write it, with its zone: nobody's zone is known when an email is made, so it is UTC. */
export function formatMoment(moment: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  })
    .format(moment)
    .concat(" UTC");
}
