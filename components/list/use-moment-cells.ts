import { type MomentLook, useMomentText } from "@/components/ui/moment-text";
import type { MomentTexts } from "./model";

/** Moments as cells of a list; null where there is none. Machines get the minute where people do: a page has a hundred of them. */
export function useMomentCells(): (value: Date | null | undefined, look?: MomentLook) => MomentTexts | null {
  const momentText = useMomentText();
  return (value, look) => {
    if (!value) return null;
    const { text, title, dateTime } = momentText(value, look);
    return [text, title, look === "exact" ? dateTime : `${dateTime.slice(0, 16)}Z`];
  };
}
