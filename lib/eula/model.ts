import { addressQuery } from "@/lib/list/address";
import { LANGUAGES, type Language } from "@/lib/vocabulary";

/** Every version has this one, for users whose own language is missing. */
export const FALLBACK_LANGUAGE: Language = "en";

/** Generous: twenty times the text that comes with the product. */
export const BODY_LENGTH_MAX = 200_000;

export const TITLE_LENGTH_MAX = 200;

export const VERSION_LENGTH_MAX = 40;

export const NOTE_LENGTH_MAX = 2000;

/** Line breaks as the database keeps them: browsers post CR LF. */
export const plainBreaks = (text: string) => text.replaceAll(/\r\n?/g, "\n");

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

/** Languages in the order in which everything lists them; what the database holds beside them is left out. */
export function inOrder(languages: readonly string[]): Language[] {
  return LANGUAGES.filter((language) => languages.includes(language));
}

/** The last version that a user accepted. */
export type LastAcceptance = { version: string; acceptedAt: Date; inForce: boolean };

export type AcceptanceFilter = {
  /** Only acceptances of one version, by its ID; or only users who haven't accepted the one in force. */
  show?: number | "missing";
  search?: string;
};

/** The query of an address for a filter, with what else it should carry; "" when there is nothing to say. */
export function acceptanceQuery(filter: AcceptanceFilter, more: Record<string, string> = {}): string {
  return addressQuery({ ...filter, ...more });
}

/** Where a page of the list begins: after which user, and after which of their acceptances. */
export type AcceptanceKey = { userId: number; versionId: number };

export const acceptanceKey = ({ userId, versionId }: AcceptanceKey) => `${userId}-${versionId}`;

/** A user, and what they accepted; for users who are missing, the last version they accepted, if any. */
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

/** Far more than any agreement has, and what drawing a page of it takes a moment for. */
const MOST_LINES = 3000;
/** Items of lists and lines of quotes, each as often as it is deep. */
const MOST_LEVELS = 1500;
const MOST_LEVELS_IN_LINE = 12;
const MOST_MARKS = 4000;
const MOST_MARKS_IN_PARAGRAPH = 400;

/** What a line in quotes and lists begins with, a sign for each level, and how far it is indented. */
const OPENING = /^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))*/;
const OPENING_MOST_CHARACTERS = 200;
const LEVEL = />|[-+*]|\d+[.)]/g;
/** A list within a list is indented by two spaces at least. */
const SPACES_OF_LEVEL = 2;

/** Signs that a parser of Markdown looks for a counterpart of. */
const MARK = /[*_`[\]<>!&~\\]/g;

/**
 * Whether a Markdown text could hold up the server that draws it: a parser takes the square of the marks in one paragraph, and
 * nests as deep as the text does. Takes one look at each character.
 */
export function isTooIntricate(body: string): boolean {
  let levels = 0;
  let marks = 0;
  let marksInParagraph = 0;
  const lines = body.split(/\r\n?|\n/, MOST_LINES + 1);
  if (lines.length > MOST_LINES) return true;
  return lines.some((line) => {
    const found = line.match(MARK)?.length ?? 0;
    const deep = levelsOf(line);
    levels += deep;
    marks += found;
    marksInParagraph = line.trim() === "" ? 0 : marksInParagraph + found;
    const nested = deep > MOST_LEVELS_IN_LINE || levels > MOST_LEVELS;
    return nested || marks > MOST_MARKS || marksInParagraph > MOST_MARKS_IN_PARAGRAPH;
  });
}

function levelsOf(line: string): number {
  const [opening = ""] = OPENING.exec(line.slice(0, OPENING_MOST_CHARACTERS)) ?? [];
  const signs = opening.match(LEVEL)?.length ?? 0;
  const spaces = opening.replaceAll("\t", "    ").replace(LEVEL, "").length;
  return signs + spaces / SPACES_OF_LEVEL;
}
