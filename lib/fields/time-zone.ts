import { TIME_ZONE_MAX_CHARACTERS, timeZoneNamed } from "@/lib/time-zone/names";
import { boundedText } from "./text";

/** A time zone by its IANA name, as we write it; null for the first option, which is what applies without one of one's own. */
export const timeZoneSchema = boundedText("INVALID", TIME_ZONE_MAX_CHARACTERS).transform((text, context) => {
  if (text === "") return null;
  const name = timeZoneNamed(text);
  if (name === null) context.addIssue({ code: "custom", message: "INVALID" });
  return name;
});

/** What the browser of someone who signs in says its time zone is; undefined without JavaScript, and for what there isn't. */
export const browserTimeZoneSchema = boundedText("INVALID", TIME_ZONE_MAX_CHARACTERS)
  .transform((text) => timeZoneNamed(text) ?? undefined)
  .optional()
  .catch(undefined);
