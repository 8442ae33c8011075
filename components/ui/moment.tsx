import { useFormatter } from "next-intl";

const DAY = { year: "numeric", month: "short", day: "numeric" } as const;
const TIME = { hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;

type MomentProps = {
  value: Date;
  /** `line` for running text, `stacked` for table cells: the time of day below the day. */
  look?: "line" | "stacked" | "dayOnly";
};

/** A point in time in the reader's language, with its time zone wherever it has a time of day. */
export function Moment({ value, look = "line" }: MomentProps) {
  const format = useFormatter();
  const dateTime = value.toISOString();
  if (look !== "stacked") {
    return (
      <time dateTime={dateTime} className={`tabular-nums ${look === "dayOnly" ? "whitespace-nowrap" : ""}`}>
        {format.dateTime(value, look === "dayOnly" ? DAY : { ...DAY, ...TIME })}
      </time>
    );
  }
  return (
    <time dateTime={dateTime} className="whitespace-nowrap tabular-nums">
      {format.dateTime(value, DAY)} <span className="block text-muted text-sm">{format.dateTime(value, TIME)}</span>
    </time>
  );
}
