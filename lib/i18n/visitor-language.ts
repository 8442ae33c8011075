import Negotiator from "negotiator";
import { languageSchema } from "@/lib/fields/language";
import { firstLanguageOf, type Language } from "@/lib/vocabulary";

/** The cookie of the language picker; a year, renewed by each choice. */
export const LANGUAGE_COOKIE = "backstay.language";

/** Longer than any browser's: what is left out then was made to cost time. */
const HEADER_MAX_LENGTH = 500;

/** What a browser says of its reader, both as they came. */
type Visitor = { cookie: string | null | undefined; acceptLanguage: string | null | undefined };

/** The language of an unknown visitor: as picked here, else as the browser requests; null if neither is one of ours. */
export function visitorLanguage({ cookie, acceptLanguage }: Visitor): Language | null {
  return languageSchema.safeParse(cookie).data ?? acceptedLanguage(acceptLanguage);
}

function acceptedLanguage(header: string | null | undefined): Language | null {
  if (!header) return null;
  const headers = { "accept-language": header.slice(0, HEADER_MAX_LENGTH) };
  return firstLanguageOf(new Negotiator({ headers }).languages());
}

/** The picked language in a Cookie header, for answers that are given without Next. */
export function languageCookieIn(header: string | undefined): string | undefined {
  const pairs = header?.split(";").map((pair) => pair.trim().split("=", 2)) ?? [];
  return pairs.find(([name]) => name === LANGUAGE_COOKIE)?.[1];
}
