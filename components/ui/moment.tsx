import { useFormatter, useNow } from "next-intl";
import { DAY, type MomentLook, momentText, recentText, TIME } from "./moment-text";

type MomentProps = {
  value: Date;
  /** As `momentText` takes it; `stacked` for table cells: the time of day below the day. */
  look?: MomentLook | "stacked";
};

/** A point in time in the reader's language and time zone; all of it is in its title. */
export function Moment({ value, look = "line" }: MomentProps) {
  const format = useFormatter();
  const now = useNow();
  const stacked = look === "stacked";
  const { text, title, dateTime } = momentText(format, now, value, stacked ? "line" : look);
  const oneLine = !stacked || recentText(format, now, value) !== null;
  return (
    <time
      dateTime={dateTime}
      title={title}
      className={`tabular-nums ${look === "dayOnly" || stacked ? "whitespace-nowrap" : ""}`}
    >
      {oneLine ? text : format.dateTime(value, DAY)}
      {oneLine || <span className="block text-muted text-sm">{format.dateTime(value, TIME)}</span>}
    </time>
  );
}
