import { z } from "zod";
import { boundedText } from "./text";

/** Control characters, halves of surrogate pairs, and what has no shape of its own but turns the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/u;

/** Something to see: a name of joiners and fillers alone would be an empty line in every list. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A name of a person or a company: trimmed, NFC, 1 to 255 characters, something to see, no control or text-direction characters. */
export const nameSchema = boundedText("NAME_LENGTH")
  .transform((value) => value.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1, "REQUIRED")
      .refine((value) => [...value].length <= 255, "NAME_LENGTH")
      .refine((value) => !UNPRINTABLE.test(value) && VISIBLE.test(value), "NAME_CHARACTERS"),
  );

/** A name that may be left empty; empty becomes null. */
export const optionalNameSchema = boundedText("NAME_LENGTH")
  .optional()
  .transform((value) => (value === undefined || value.trim() === "" ? null : value))
  .pipe(nameSchema.nullable());
