import { NO_TIME_ZONE } from "@/lib/time-zone/names";
import type { Language } from "@/lib/vocabulary";

/** How the recipient of an email reads moments. */
type Reader = { language: Language; timeZone: string };

const DAY = { year: "numeric", month: "long", day: "numeric" } as const;
const TIME = { hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;

/** A moment as the recipient writes it, with the name of their time zone: emails are forwarded, and read elsewhere. */
export function formatMoment(moment: Date, { language, timeZone }: Reader): string {
  const text = new Intl.DateTimeFormat(language, { ...DAY, ...TIME, timeZone }).format(moment);
  return timeZone === NO_TIME_ZONE ? text : `${text} (${timeZone})`;
}

/** The day that it is for the recipient at a moment. */
export function formatDay(moment: Date, { language, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(language, { ...DAY, timeZone }).format(moment);
}
