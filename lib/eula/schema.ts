import { z } from "zod";
import { languageSchema } from "@/lib/i18n/language-schema";
import { LANGUAGES, type Language } from "@/lib/i18n/schema";
import { addressQuery, searchSchema } from "@/lib/list/schema";
import { idSchema } from "@/lib/users/schema";

/** Every version has this one, and whoever's own language is missing reads it. */
export const FALLBACK_LANGUAGE: Language = "en";

/** Generous: twenty times the text that comes with the product. */
export const BODY_LENGTH_MAX = 200_000;
export const TITLE_LENGTH_MAX = 200;
export const VERSION_LENGTH_MAX = 40;
export const NOTE_LENGTH_MAX = 2000;

const NOT_SHOWN = /[\p{Cc}\p{Cs}]/u;

/** Line breaks as the database keeps them: browsers post CR LF. */
export const plainBreaks = (text: string) => text.replaceAll(/\r\n?/g, "\n");

const title = z
  .string()
  .trim()
  .min(1, "REQUIRED")
  .max(TITLE_LENGTH_MAX, "EULA_TITLE")
  .refine((value) => !NOT_SHOWN.test(value), "EULA_TITLE");

const several = (max: number) =>
  z
    .string()
    .transform((value) => plainBreaks(value).trim())
    // Postgres keeps no NUL, and no half of a surrogate pair is a character.
    .refine((value) => !/[\0\p{Cs}]/u.test(value), "INVALID")
    .refine((value) => value.length <= max, "EULA_TOO_LONG");

export const agreementSchema = z.object({ tenantId: idSchema });

export const saveTextSchema = z.object({
  tenantId: idSchema,
  language: languageSchema,
  version: z.string().min(1, "INVALID"),
  title,
  body: several(BODY_LENGTH_MAX).refine((value) => value.length > 0, "REQUIRED"),
});

export const removeTextSchema = z.object({ tenantId: idSchema, language: languageSchema });

export const publishSchema = z.object({
  tenantId: idSchema,
  /** What the publisher saw of the draft: `draftState`. */
  draft: z.string().min(1, "INVALID"),
  version: z
    .string()
    .trim()
    .min(1, "REQUIRED")
    .max(VERSION_LENGTH_MAX, "EULA_VERSION")
    .refine((value) => !NOT_SHOWN.test(value), "EULA_VERSION"),
  note: several(NOTE_LENGTH_MAX).default(""),
});

/** A language of a draft as against the version in force. */
export const TEXT_STATES = ["new", "changed", "same"] as const;
export type TextState = (typeof TEXT_STATES)[number];

export type VersionSummary = {
  id: number;
  version: string;
  publishedAt: Date;
  /** The login of who published it; null for what came with the product. */
  publishedBy: string | null;
  note: string | null;
  languages: Language[];
};

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

/** Languages in the order in which everything lists them; what the database holds beside them is left out. */
export function inOrder(languages: readonly string[]): Language[] {
  return LANGUAGES.filter((language) => languages.includes(language));
}

/** The last version that somebody accepted. */
export type LastAcceptance = { version: string; acceptedAt: Date; inForce: boolean };

export type AcceptanceFilter = {
  /** Only acceptances of one version, by its id; or only people who have not accepted the one in force. */
  show?: number | "missing";
  search?: string;
};

const filterSchema = z.object({
  show: z
    .union([z.literal("missing"), idSchema])
    .optional()
    .catch(undefined),
  search: searchSchema.optional().catch(undefined),
});

/** The filter of an address. What is empty, malformed or there twice counts as not asked for. */
export function parseAcceptanceFilter(query: Record<string, unknown>): AcceptanceFilter {
  const filter = filterSchema.parse({ show: query.show, search: query.search });
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** The query of an address that asks for a filter, with what else it should carry; "" when there is nothing to say. */
export function acceptanceQuery(filter: AcceptanceFilter, more: Record<string, string> = {}): string {
  return addressQuery({ ...filter, ...more });
}

/** Where a page of the list begins: after somebody, and of acceptances after which of theirs. */
export type AcceptanceKey = { userId: number; versionId: number };

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

export const acceptanceKey = ({ userId, versionId }: AcceptanceKey) => `${userId}-${versionId}`;

/** Somebody, and what they accepted: of people who are missing the last version before, if any. */
export type AcceptanceRow = {
  userId: number;
  tenantId: number;
  login: string;
  name: string | null;
  email: string;
  tenantName: string;
  accepted: {
    versionId: number;
    version: string;
    language: string;
    at: Date;
    address: string | null;
    userAgent: string | null;
  } | null;
};

export type AcceptancePage = { rows: AcceptanceRow[]; earlier: boolean; next: AcceptanceKey | null };
