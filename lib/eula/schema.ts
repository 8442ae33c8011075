import { z } from "zod";
import { idSchema } from "@/lib/fields/id";
import { languageSchema } from "@/lib/fields/language";
import { boundedText, longTexts, TEXT_MAX_CHARACTERS } from "@/lib/fields/text";
import { searchText } from "@/lib/list/address";
import type { Language } from "@/lib/vocabulary";
import {
  type AcceptanceFilter,
  type AcceptanceKey,
  BODY_LENGTH_MAX,
  isTooIntricate,
  NOTE_LENGTH_MAX,
  plainBreaks,
  type TextState,
  TITLE_LENGTH_MAX,
  VERSION_LENGTH_MAX,
} from "./model";

const NOT_SHOWN = /[\p{Cc}\p{Cs}]/u;

const title = boundedText("EULA_TITLE")
  .trim()
  .min(1, "REQUIRED")
  .max(TITLE_LENGTH_MAX, "EULA_TITLE")
  .refine((value) => !NOT_SHOWN.test(value), "EULA_TITLE");

const several = (max: number) =>
  // Browsers post each line break as two characters.
  boundedText("EULA_TOO_LONG", 2 * max)
    .transform((value) => plainBreaks(value).trim())
    // Postgres keeps no NUL, and no half of a surrogate pair is a character.
    .refine((value) => !/[\0\p{Cs}]/u.test(value), "INVALID")
    .refine((value) => value.length <= max, "EULA_TOO_LONG");

export const agreementSchema = z.object({ tenantId: idSchema });

export const saveTextSchema = z
  .object({
    tenantId: idSchema,
    language: languageSchema,
    version: boundedText().min(1, "INVALID"),
    title,
    body: several(BODY_LENGTH_MAX)
      .refine((value) => value.length > 0, "REQUIRED")
      .refine((value) => !isTooIntricate(value), "EULA_TOO_INTRICATE"),
  })
  // The schema says better what to do about a text that is too long.
  .register(longTexts, { body: 1024 * 1024 });

export const removeTextSchema = z.object({ tenantId: idSchema, language: languageSchema });

export const publishSchema = z.object({
  tenantId: idSchema,
  /** What the publisher saw of the draft: `draftState`. */
  draft: boundedText("INVALID", TEXT_MAX_CHARACTERS).min(1, "INVALID"),
  version: boundedText("EULA_VERSION")
    .trim()
    .min(1, "REQUIRED")
    .max(VERSION_LENGTH_MAX, "EULA_VERSION")
    .refine((value) => !NOT_SHOWN.test(value), "EULA_VERSION"),
  note: several(NOTE_LENGTH_MAX).default(""),
});

export type DraftText = { language: Language; title: string; state: TextState; updatedAt: Date };

export type Draft = {
  id: number;
  startedAt: Date;
  texts: DraftText[];
  /** Languages of the version in force that the draft does without. */
  dropped: Language[];
  /** Says exactly which texts these are. */
  state: string;
};

const filterSchema = z.object({
  show: z
    .union([z.literal("missing"), idSchema])
    .optional()
    .catch(undefined),
  search: z.unknown().transform(searchText),
});

/** The filter of an address. What is empty, malformed or there twice is ignored. */
export function parseAcceptanceFilter(query: Record<string, unknown>): AcceptanceFilter {
  const filter = filterSchema.parse({ show: query.show, search: query.search });
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

const keySchema = z
  .string()
  .regex(/^\d{1,15}(-\d{1,15})?$/)
  .transform((value): AcceptanceKey => {
    const [userId = 0, versionId = 0] = value.split("-").map(Number);
    return { userId, versionId };
  });

/** The key of an address; anything else is the beginning of the list. */
export function parseAcceptanceKey(after: unknown): AcceptanceKey | undefined {
  return keySchema.safeParse(after).data;
}
