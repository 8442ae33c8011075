import type { IncomingMessage } from "node:http";
import { env } from "@/lib/env";
import { loadMessages, type Messages } from "@/lib/i18n/messages";
import { languageCookieIn, visitorLanguage } from "@/lib/i18n/visitor-language";
import type { Language } from "@/lib/vocabulary";

/** The language for a response that Next doesn't give: as picked or requested by the browser, else the provider's. */
export function languageFor({ headers }: IncomingMessage): Language {
  const cookie = languageCookieIn(headers.cookie);
  return visitorLanguage({ cookie, acceptLanguage: headers["accept-language"] }) ?? env().PROVIDER_LANGUAGE;
}

/** The texts in that language. */
export function messagesFor(request: IncomingMessage): Promise<Messages> {
  return loadMessages(languageFor(request));
}
