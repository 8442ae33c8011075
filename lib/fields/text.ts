import { z } from "zod";
import type { ErrorCode } from "@/lib/errors";

/** What a text field of a form may hold unless its schema names a larger bound in `longTexts`. In UTF-16 units, as `length` counts. */
export const TEXT_MAX_CHARACTERS = 4096;

/** What someone types on one line: four times the longest name, which leaves room for accents that are written apart. */
export const LINE_MAX_CHARACTERS = 1024;

/**
 * The fields of a form that may hold more, by name, registered with the schema that its action is made with:
 * `schema.register(longTexts, { body: 200_000 })`.
 */
export const longTexts = z.registry<Readonly<Record<string, number>>>();

/**
 * A text before any work on it, where each field begins. Longer text is refused with `code`, and no later check or transform
 * sees it: some take the square of its length.
 */
export function boundedText(code: ErrorCode = "INVALID", max = LINE_MAX_CHARACTERS) {
  return z.string("INVALID").max(max, { error: code, abort: true });
}

/** The first text field that holds more than it may, and its bound; undefined when all are within. */
export function overlongText(
  schema: z.ZodType,
  fields: Iterable<readonly [name: string, value: unknown]>,
): { field: string; max: number } | undefined {
  const larger = longTexts.get(schema);
  for (const [field, value] of fields) {
    const max = (larger && Object.hasOwn(larger, field) ? larger[field] : undefined) ?? TEXT_MAX_CHARACTERS;
    if (typeof value === "string" && value.length > max) return { field, max };
  }
  return undefined;
}

/** The first field whose text has a NUL, which Postgres keeps in none. Fields of `longTexts` say better themselves what is wrong. */
export function fieldWithNul(
  schema: z.ZodType,
  fields: Iterable<readonly [name: string, value: unknown]>,
): string | undefined {
  const own = longTexts.get(schema) ?? {};
  for (const [field, value] of fields) {
    if (typeof value === "string" && value.includes("\0") && !Object.hasOwn(own, field)) return field;
  }
  return undefined;
}
