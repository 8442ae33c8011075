import { env } from "@/lib/env";
import { LINK_FOLDERS } from "@/lib/link-pages";

/** Paths that a sign-in never returns to: they would loop, spend a link, or answer with something that is no page. */
const NEVER_NEXT = ["api", "_next", "login", "forgot-password", "set-up-two-factor", ...Object.values(LINK_FOLDERS)];

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused here
const CONTROL_OR_BACKSLASH = /[\u0000-\u0020\u007f-\u009f\u2028\u2029\\]/;
const ENCODED_SLASH_OR_CONTROL = /%(?:2f|5c|[01][0-9a-f]|7f)/i;
const MAX_LENGTH = 2048;

/** An absolute link into this installation, built from APP_URL and never from a request header. */
export function appUrl(path: string): string {
  const origin = env().APP_URL;
  const url = new URL(path, origin);
  if (url.origin !== origin) throw new TypeError("A link of our own needs a path");
  return url.href;
}

/**
 * Where to go after signing in: a path with its query on our own origin, or null for anything else.
 * Only a plain absolute path is taken; every trick to leave the origin needs something that is refused here.
 */
export function safeNextPath(next: unknown): string | null {
  if (typeof next !== "string" || next.length > MAX_LENGTH) return null;
  if (!next.startsWith("/") || next.startsWith("//") || CONTROL_OR_BACKSLASH.test(next)) return null;
  const origin = env().APP_URL;
  if (!URL.canParse(next, origin)) return null;
  const url = new URL(next, origin);
  if (url.origin !== origin) return null;
  // "/.//host" becomes "//host" when dots are resolved.
  if (url.pathname.startsWith("//") || ENCODED_SLASH_OR_CONTROL.test(url.pathname)) return null;
  const first = decodedSegment(url.pathname.split("/")[1] ?? "");
  if (first === null || NEVER_NEXT.includes(first.toLowerCase())) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}

function decodedSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
