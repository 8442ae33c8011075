import { type NextRequest, NextResponse } from "next/server";
import { sessionCookieName, sessionIdIn } from "@/lib/auth/session-cookie";
import { signInPathFor } from "@/lib/auth/session-pages";
import { countRefusal } from "@/lib/counters";
import { DEVELOPMENT, env } from "@/lib/env";
import { notePostedForm } from "@/lib/form/kept-form";
import { clientAddress } from "@/lib/http/client-address";
import {
  isAllowedSource,
  isOwnTokenForm,
  newNonce,
  newRequestId,
  PATH_HEADER,
  REQUEST_ID_HEADER,
  securityHeaders,
} from "@/lib/http/security-headers";
import { noteAdmitted } from "@/lib/http/unreadable-request";
import { loadMessages } from "@/lib/i18n/messages";
import { pickedLanguage, visitorLanguage } from "@/lib/i18n/visitor-language";

/**
 * Before every page and action: refuses forms of other websites, numbers the request, sets the protective headers, and sends
 * requests without a session to sign-in before anything is rendered. What a session is worth, the page asks the database.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { APP_URL, HSTS_INCLUDE_SUBDOMAINS } = env();
  const { pathname } = request.nextUrl;
  const requestId = newRequestId();
  const nonce = newNonce();
  const protective: Record<string, string> = {
    ...securityHeaders({
      pathname,
      nonce,
      https: APP_URL.startsWith("https:"),
      // A partner's own name has subdomains that aren't the operator's.
      subdomains: HSTS_INCLUDE_SUBDOMAINS && isNameOf(APP_URL, request.headers.get("host")),
      development: DEVELOPMENT,
    }),
    [REQUEST_ID_HEADER]: requestId,
  };

  const source = {
    method: request.method,
    pathname,
    origin: request.headers.get("origin"),
    host: request.headers.get("host"),
    fetchSite: request.headers.get("sec-fetch-site"),
  };
  if (!isAllowedSource(source, APP_URL)) {
    countRefusal("cross_site", { address: clientAddress(request.headers), requestId });
    const language = visitorLanguage({
      cookie: pickedLanguage((name) => request.cookies.get(name)?.value),
      acceptLanguage: request.headers.get("accept-language"),
    });
    const { requests } = await loadMessages(language ?? env().PROVIDER_LANGUAGE);
    return new NextResponse(requests.crossSite, {
      status: 403,
      headers: { ...protective, "Content-Type": "text/plain; charset=utf-8" },
    });
  }

  const signIn = await signInFor(request);
  if (signIn) return NextResponse.redirect(new URL(signIn, request.nextUrl), { headers: protective });

  await notePostedForm(request);
  noteAdmitted();
  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID_HEADER, requestId);
  // Next reads the nonce for its own scripts from this header of the request.
  const policy = protective["Content-Security-Policy"];
  if (policy) headers.set("Content-Security-Policy", policy);
  headers.set("x-nonce", nonce);
  headers.set(PATH_HEADER, `${pathname}${request.nextUrl.search}`);
  // Next refuses the origin "null"; what was just recognized as our own form gets our own name.
  if (isOwnTokenForm(source)) headers.set("origin", `${request.nextUrl.protocol}//${source.host}`);

  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(protective)) response.headers.set(name, value);
  return response;
}

/** Whether a Host header names the host of an address, whatever the port. */
function isNameOf(address: string, host: string | null): boolean {
  return host?.toLowerCase().replace(/:\d+$/, "") === new URL(address).hostname;
}

/** A form that was sent is for its action to refuse, which keeps what was typed. */
async function signInFor({ method, nextUrl, cookies }: NextRequest): Promise<string | null> {
  if (method !== "GET" && method !== "HEAD") return null;
  const path = signInPathFor(nextUrl.pathname, nextUrl.search);
  if (path === null) return null;
  return (await sessionIdIn(cookies.get(sessionCookieName())?.value)) === null ? path : null;
}

/** Everything but the build's own files, which next.config.ts covers. */
export const config = { matcher: "/((?!_next/static/).*)" };
