import { useFormatter } from "next-intl";

/** A point in time in the reader's language: with its time of day and time zone, or the day alone. */
export function Moment({ value, dayOnly }: { value: Date; dayOnly?: boolean }) {
  const format = useFormatter();
  const day = { year: "numeric", month: "short", day: "numeric" } as const;
  const time = { hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;
  return (
    <time dateTime={value.toISOString()} className="tabular-nums">
      {format.dateTime(value, dayOnly ? day : { ...day, ...time })}
    </time>
  );
}
