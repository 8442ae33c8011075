import { z } from "zod";

/** An email address: trimmed, Unicode-normalized (NFKC), lower-cased, then validated. */
export const emailSchema = z
  .string()
  .transform((value) => value.normalize("NFKC").trim().toLowerCase())
  .pipe(z.string().min(1, "REQUIRED").max(254, "EMAIL_INVALID").pipe(z.email("EMAIL_INVALID")));
