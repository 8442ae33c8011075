import { useFormatter, useNow } from "next-intl";

const DAY = { year: "numeric", month: "short", day: "numeric" } as const;
const TIME = { hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;
const EXACT = { ...TIME, second: "2-digit" } as const;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** What is younger is said by its age. */
const RECENT_MS = 24 * HOUR_MS;

/**
 * `line` is day and time, and `dayOnly` the day, of what isn't recent. Within a sentence (`inText`) and where it is evidence (`exact`,
 * with seconds) a moment never reads "5 minutes ago".
 */
export type MomentLook = "line" | "dayOnly" | "inText" | "exact";

/** A moment as `<time>` takes it. The title is all of it, with weekday, seconds and time zone. */
export type MomentText = { text: string; title: string; dateTime: string };

type Format = Pick<ReturnType<typeof useFormatter>, "dateTime" | "relativeTime">;

/**
 * The words for a moment, in the language and time zone that `format` speaks.
 * @param now when the page is made, by the database's clock like what it shows.
 */
export function momentText(format: Format, now: Date, value: Date, look: MomentLook = "line"): MomentText {
  const byAge = look === "line" || look === "dayOnly";
  const time = look === "dayOnly" ? {} : look === "exact" ? EXACT : TIME;
  return {
    text: (byAge ? recentText(format, now, value) : null) ?? format.dateTime(value, { ...DAY, ...time }),
    title: format.dateTime(value, { dateStyle: "full", timeStyle: "long" }),
    dateTime: value.toISOString(),
  };
}

/** "now", "5 minutes ago", "3 hours ago"; null for what is older or still to come. Begun minutes and hours don't count. */
function recentText(format: Format, now: Date, value: Date): string | null {
  const age = now.getTime() - value.getTime();
  if (age < 0 || age >= RECENT_MS) return null;
  const unit = age < HOUR_MS ? MINUTE_MS : HOUR_MS;
  return format.relativeTime(now.getTime() - (age - (age % unit)), now);
}

/** `momentText` for a component, of the server or the browser. */
export function useMomentText(): (value: Date, look?: MomentLook) => MomentText {
  const format = useFormatter();
  const now = useNow();
  return (value, look) => momentText(format, now, value, look);
}
