import { cookies, headers } from "next/headers";
import { currentActor } from "@/lib/auth/current-actor";
import { currentLink } from "@/lib/auth/current-link";
import { env } from "@/lib/env";
import { languageSchema } from "@/lib/fields/language";
import { PATH_HEADER } from "@/lib/http/security-headers";
import { languageCookie, pickedLanguage, visitorLanguage } from "@/lib/i18n/visitor-language";
import { linkAt } from "@/lib/link-pages";
import { providerLanguage } from "@/lib/tenants/provider-language";
import type { Language } from "@/lib/vocabulary";

/**
 * On the page of a link the picker's choice is in the address: there the user's own language comes before the cookie.
 */
export const LANGUAGE_PARAMETER = "language";

const COOKIE_SECONDS = 365 * 24 * 3600;

/**
 * The language of the page: on the page of a link, that of the user it was sent to, else the signed-in user's, else the
 * visitor's. It causes no query that the page doesn't need anyway.
 */
export async function requestLanguage(): Promise<Language> {
  const [list, jar] = await Promise.all([headers(), cookies()]);
  const visitor = visitorLanguage({
    cookie: pickedLanguage((name) => jar.get(name)?.value),
    acceptLanguage: list.get("accept-language"),
  });
  return (
    (await linkLanguage(list.get(PATH_HEADER))) ??
    (await currentActor())?.language ??
    visitor ??
    (await providerLanguage())
  );
}

async function linkLanguage(path: string | null): Promise<Language | null> {
  const { pathname, query } = addressOf(path ?? "");
  const at = linkAt(pathname);
  if (!at) return null;
  const { language } = await currentLink(at.purpose, at.text);
  if (!language) return null;
  return languageSchema.safeParse(query.get(LANGUAGE_PARAMETER)).data ?? language;
}

/** Sets the language of this browser for as long as no one is signed in. Only in actions and route handlers. */
export async function keepLanguage(language: Language): Promise<void> {
  (await cookies()).set(languageCookie(), language, {
    httpOnly: true,
    sameSite: "lax",
    secure: env().APP_URL.startsWith("https:"),
    path: "/",
    maxAge: COOKIE_SECONDS,
  });
}

/**
 * Where the picker leads: the page it is on, `same` unless it is the page of a link, whose address then says the
 * choice.
 */
export async function pickedPath(language: Language): Promise<{ path: string; same: boolean }> {
  const path = (await headers()).get(PATH_HEADER) ?? "/login";
  const { pathname, query } = addressOf(path);
  // One slash: two would name another host.
  if (!linkAt(pathname)) return { path: path.replace(/^\/+/, "/"), same: true };
  query.set(LANGUAGE_PARAMETER, language);
  return { path: `${pathname}?${query}`, same: false };
}

function addressOf(path: string): { pathname: string; query: URLSearchParams } {
  const [pathname = "", query] = path.split("?", 2);
  return { pathname, query: new URLSearchParams(query) };
}
