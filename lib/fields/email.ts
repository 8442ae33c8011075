import { z } from "zod";
import { parseEmailAddress } from "./email-address";
import { boundedText } from "./text";

/** An email address as it is stored and shown: trimmed, Unicode-normalized (NFKC), lower-cased, its domain in its own script. */
export const emailSchema = boundedText("EMAIL_INVALID").transform((text, context) => {
  const address = parseEmailAddress(text);
  if (address) return address.shown;
  context.addIssue({ code: "custom", message: text.trim() === "" ? "REQUIRED" : "EMAIL_INVALID" });
  return z.NEVER;
});
