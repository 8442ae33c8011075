import { isLinkPage } from "@/lib/link-pages";

/**
 * Passed on inside the server only: the number that the user sees when something goes wrong, and that the log line has.
 */
export const REQUEST_ID_HEADER = "x-request-id";
/** Likewise: the requested path, so that a sign-in can lead back to it. */
export const PATH_HEADER = "x-backstay-path";

/** The one document with a policy of its own: an email, shown in a sandboxed frame of the mailbox. */
const MAIL_DOCUMENT = /^\/mailbox\/[^/]+\/html\/?$/;
/** Pictures and colors of brands: their address holds what they are made of, so they never change. */
const BRAND_FILE = /^\/brand\//;
/** Texts of scripts, whose address holds a hash of them. */
const TEXTS_FILE = /^\/texts\//;
const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];
const ONE_YEAR_SECONDS = 31_536_000;
// No vowels and nothing that is read wrongly over the telephone.
const ID_LETTERS = "23456789bcdfghjkmnpqrstvwxz";

/** A fresh number for a request: 12 letters and digits that are easy to read out. */
export function newRequestId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(12)), (n) => ID_LETTERS[n % ID_LETTERS.length]).join("");
}

/** A fresh nonce of 128 bits. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}

/** The Content-Security-Policy of a page; React's development tools need eval and inline styles, production neither. */
export function contentSecurityPolicy(options: { nonce: string; https: boolean; development?: boolean }): string {
  const nonce = `'nonce-${options.nonce}'`;
  return [
    "default-src 'none'",
    `script-src 'self' ${nonce} 'strict-dynamic'${options.development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${options.development ? "'unsafe-inline'" : nonce}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    ...(options.https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/**
 * Every header that protects an answer. An email's document sets its own policy and may be framed by the mailbox; a file of a
 * brand sets its own. It and a file of texts set how long they may be kept.
 */
export function securityHeaders(options: {
  pathname: string;
  nonce: string;
  https: boolean;
  /** Whether browsers may use http for no name below this one either. */
  subdomains?: boolean;
  development?: boolean;
}): Record<string, string> {
  const mail = MAIL_DOCUMENT.test(options.pathname);
  const brandFile = BRAND_FILE.test(options.pathname);
  return {
    ...(mail || brandFile ? {} : { "Content-Security-Policy": contentSecurityPolicy(options) }),
    "X-Frame-Options": mail ? "SAMEORIGIN" : "DENY",
    "X-Content-Type-Options": "nosniff",
    // The address of such a page lets the user in.
    "Referrer-Policy": isLinkPage(options.pathname) ? "no-referrer" : "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    // Emails show the logo, and mail programs in a browser load it from where they are.
    "Cross-Origin-Resource-Policy": brandFile ? "cross-origin" : "same-origin",
    ...(brandFile || TEXTS_FILE.test(options.pathname) ? {} : { "Cache-Control": "private, no-store" }),
    ...(options.https ? { "Strict-Transport-Security": strictTransport(options.subdomains) } : {}),
  };
}

function strictTransport(subdomains = false): string {
  return `max-age=${ONE_YEAR_SECONDS}${subdomains ? "; includeSubDomains" : ""}`;
}

export type RequestSource = {
  method: string;
  pathname: string;
  origin: string | null;
  host: string | null;
  fetchSite: string | null;
};

/**
 * Whether a request that changes something may come from where it says it comes from: APP_URL, or the host it was sent
 * to. A client that says nothing isn't a browser and carries no one's cookies.
 */
export function isAllowedSource(request: RequestSource, appOrigin: string): boolean {
  if (SAFE_METHODS.includes(request.method)) return true;
  if (request.fetchSite === "cross-site") return false;
  if (request.origin === null) return true;
  if (isOwnTokenForm(request)) return true;
  if (request.origin === appOrigin) return true;
  return URL.canParse(request.origin) && new URL(request.origin).host === request.host;
}

/**
 * A form posted from a page with `no-referrer` names the origin "null", by the standard. On our token pages that is the
 * user's own form: the secret is in the path, and a browser that tells more confirms it.
 */
export function isOwnTokenForm(request: RequestSource): boolean {
  return (
    request.method === "POST" &&
    request.origin === "null" &&
    isLinkPage(request.pathname) &&
    (request.fetchSite === null || request.fetchSite === "same-origin")
  );
}
