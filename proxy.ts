import { type NextRequest, NextResponse } from "next/server";
import { DEVELOPMENT, env } from "@/lib/env";
import { notePostedForm } from "@/lib/form/kept-form";
import {
  isAllowedSource,
  isOwnTokenForm,
  newNonce,
  newRequestId,
  PATH_HEADER,
  REQUEST_ID_HEADER,
  securityHeaders,
} from "@/lib/http/security-headers";
import { loadMessages } from "@/lib/i18n/messages";
import { LANGUAGE_COOKIE, visitorLanguage } from "@/lib/i18n/visitor-language";

/** Before every page and action: refuses forms of other websites, numbers the request and sets the protective headers. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { APP_URL } = env();
  const { pathname } = request.nextUrl;
  const requestId = newRequestId();
  const nonce = newNonce();
  const protective: Record<string, string> = {
    ...securityHeaders({
      pathname,
      nonce,
      https: APP_URL.startsWith("https:"),
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
    const language = visitorLanguage({
      cookie: request.cookies.get(LANGUAGE_COOKIE)?.value,
      acceptLanguage: request.headers.get("accept-language"),
    });
    const { requests } = await loadMessages(language ?? env().PROVIDER_LANGUAGE);
    return new NextResponse(requests.crossSite, {
      status: 403,
      headers: { ...protective, "Content-Type": "text/plain; charset=utf-8" },
    });
  }

  await notePostedForm(request);
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

/** Everything but the build's own files, which next.config.ts covers. */
export const config = { matcher: "/((?!_next/static/).*)" };
