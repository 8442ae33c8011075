import Negotiator from "negotiator";
import { languageSchema } from "@/lib/fields/language";
import { cookieIn, cookieName } from "@/lib/http/cookies";
import { firstLanguageOf, type Language } from "@/lib/vocabulary";

/** The cookie of the language picker; a year, renewed by each choice. */
const NAME = "backstay.language";

export const languageCookie = () => cookieName(NAME);

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

/** The picked language as a request carries it. Before the cookie had its prefix, it was kept without. */
export function pickedLanguage(read: (name: string) => string | undefined): string | undefined {
  return read(languageCookie()) ?? read(NAME);
}

/** The same in a Cookie header, for answers that are given without Next. */
export function languageCookieIn(header: string | undefined): string | undefined {
  return pickedLanguage((name) => cookieIn(header, name));
}
