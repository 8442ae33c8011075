import { type MomentLook, useMomentText } from "./moment-text";

/** A point in time in the reader's language and time zone; all of it is in its title. */
export function Moment({ value, look }: { value: Date; look?: MomentLook }) {
  const { text, title, dateTime } = useMomentText()(value, look);
  return (
    <time dateTime={dateTime} title={title} className="tabular-nums">
      {text}
    </time>
  );
}
