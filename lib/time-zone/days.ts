const DAY_MS = 86_400_000;
const SECOND_MS = 1000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** One per time zone: making it takes longer than using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(timeZone, format);
  return format;
}

/** By how many milliseconds the clocks of a time zone are ahead of UTC at a moment; negative where they are behind. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  const shown = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return shown - Math.floor(moment / SECOND_MS) * SECOND_MS;
}

/**
 * The moment at which a day begins: midnight, the first where clocks show it twice, or when they are put forward past it, as they
 * were in São Paulo until 2018.
 * @param day as `YYYY-MM-DD`.
 */
export function startOfDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // No time zone is more than 14 hours ahead or 12 behind: the day is yet to begin at one of these and has begun at the other.
  const [before, after] = [midnight - DAY_MS, midnight + DAY_MS];
  const offsets = [offsetAt(before, timeZone), offsetAt(after, timeZone)];
  const shown = offsets
    .map((offset) => ({ offset, moment: midnight - offset }))
    .filter(({ offset, moment }) => offsetAt(moment, timeZone) === offset)
    .map(({ moment }) => moment);
  return new Date(shown.length > 0 ? Math.min(...shown) : changeBetween(before, after, timeZone));
}

/** When the clocks are changed, to the second, between two moments with one change. */
function changeBetween(from: number, to: number, timeZone: string): number {
  const offset = offsetAt(to, timeZone);
  let [before, after] = [from, to];
  while (after - before > SECOND_MS) {
    const middle = Math.floor((before + after) / 2 / SECOND_MS) * SECOND_MS;
    if (offsetAt(middle, timeZone) === offset) after = middle;
    else before = middle;
  }
  return after;
}

/** The moment at which a day is over: when the next one begins. */
export function endOfDay(day: string, timeZone: string): Date {
  return startOfDay(isoDay(Date.parse(`${day}T00:00:00Z`) + DAY_MS), timeZone);
}

const isoDay = (moment: number) => new Date(moment).toISOString().slice(0, 10);

/** The day that it is at a moment, as `YYYY-MM-DD`. */
export function dayIn(timeZone: string, moment: Date): string {
  return isoDay(moment.getTime() + offsetAt(moment.getTime(), timeZone));
}

/**
 * A moment for files, by ISO 8601: what the clocks there show, and how far they are ahead of UTC, so that the hour that comes twice in
 * autumn stays two hours. `2026-11-30T23:18:44.000+01:00`
 */
export function isoIn(timeZone: string, moment: Date): string {
  const offset = offsetAt(moment.getTime(), timeZone);
  const shown = new Date(moment.getTime() + offset).toISOString().slice(0, -1);
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${shown}${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
