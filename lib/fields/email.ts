import { z } from "zod";
import { boundedText } from "./text";

/** An email address: trimmed, Unicode-normalized (NFKC), lower-cased, then validated. */
export const emailSchema = boundedText("EMAIL_INVALID")
  .transform((value) => value.normalize("NFKC").trim().toLowerCase())
  .pipe(z.string().min(1, "REQUIRED").max(254, "EMAIL_INVALID").pipe(z.email("EMAIL_INVALID")));
