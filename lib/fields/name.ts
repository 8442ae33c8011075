import { z } from "zod";
import { boundedText } from "./text";

/** Has no width of its own and yet a part in how names are written: joiners, variants of a sign, the end of a line. */
const SHAPES_OTHERS = "\\u00ad\\u034f\\u180b-\\u180d\\u180f\\u200c\\u200d\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}";

/**
 * What a name never has, because no one would see it, or see it in the same way everywhere: control characters, halves of
 * surrogate pairs, what turns the direction of text or breaks the line, private use, fillers and blanks that count as letters, tags.
 */
const UNSEEN = new RegExp(
  `[\\p{Cc}\\p{Cs}\\p{Co}\\p{Noncharacter_Code_Point}\\u2028-\\u202e\\u061c\\ufff9-\\ufffc\\u2800]|(?![${SHAPES_OTHERS}])\\p{Default_Ignorable_Code_Point}`,
  "u",
);

/** Something to see: a name of joiners and accents alone would be an empty line in every list. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A name of a person or a company: trimmed, NFC, 1 to 255 characters, something to see and nothing that no one sees. */
export const nameSchema = boundedText("NAME_LENGTH")
  .transform((value) => value.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1, "REQUIRED")
      .refine((value) => [...value].length <= 255, "NAME_LENGTH")
      .refine((value) => !UNSEEN.test(value) && VISIBLE.test(value), "NAME_CHARACTERS"),
  );

/** A name that may be left empty; empty becomes null. */
export const optionalNameSchema = boundedText("NAME_LENGTH")
  .optional()
  .transform((value) => (value === undefined || value.trim() === "" ? null : value))
  .pipe(nameSchema.nullable());
