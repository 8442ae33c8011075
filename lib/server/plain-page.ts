import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import { env } from "@/lib/env";
import { newRequestId, REQUEST_ID_HEADER, securityHeaders } from "@/lib/http/security-headers";
import { languageFor } from "./visitor-messages";

export type Words = {
  title: string;
  paragraphs: readonly string[];
  links?: readonly { href: string; label: string }[];
};

type PlainPage = Words & {
  status: number;
  /** Whether it is read over https; left out, as the portal is. */
  https?: boolean;
  refreshSeconds?: number;
};

/**
 * Answers without Next, with a page that needs neither the database nor JavaScript. It names no product: whose page it is, and so
 * how it presents itself, is not known here. Programs get a line.
 */
export function sendPlainPage(request: IncomingMessage, response: ServerResponse, page: PlainPage): void {
  response.end(preparePlainPage(request, response, page));
}

/** Sets status and headers for such a page, the protective ones and a number included. @returns its body. */
export function preparePlainPage(request: IncomingMessage, response: ServerResponse, page: PlainPage): string {
  for (const name of response.getHeaderNames())
    if (/^(content-|transfer-|vary|etag|link)/i.test(name)) response.removeHeader(name);
  const body = wantsDocument(request) ? documentOf(request, page) : `${STATUS_CODES[page.status]}\n`;
  const headers = {
    ...protectiveHeaders(request, page.https),
    [REQUEST_ID_HEADER]: String(response.getHeader(REQUEST_ID_HEADER) ?? newRequestId()),
    "Content-Type": wantsDocument(request) ? "text/html; charset=utf-8" : "text/plain; charset=utf-8",
    "Content-Length": String(Buffer.byteLength(body)),
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
  };
  response.statusCode = page.status;
  response.setHeaders(new Map(Object.entries(headers)));
  return body;
}

/** What protects an answer that proxy.ts has no part in. It is kept by no one, and its policy lets nothing be loaded. */
export function protectiveHeaders(
  request: IncomingMessage,
  https = env().APP_URL.startsWith("https:"),
): Record<string, string> {
  return {
    ...securityHeaders({ pathname: pathOf(request), nonce: "", https }),
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "private, no-store",
  };
}

/** Whether the answer will be looked at as a page. */
export function wantsDocument({ headers }: IncomingMessage): boolean {
  return /\btext\/html\b/.test(headers.accept ?? "") && headers.rsc === undefined;
}

/** The address of a request, within this server and nowhere else. */
export function ownPath({ url = "/" }: IncomingMessage): string {
  return url.replace(/^[/\\]*/, "/");
}

/** Without the query. */
export function pathOf(request: IncomingMessage): string {
  return ownPath(request).split("?", 1)[0] ?? "/";
}

function documentOf(request: IncomingMessage, { refreshSeconds, ...words }: PlainPage): string {
  const refresh = refreshSeconds ? `<meta http-equiv="refresh" content="${refreshSeconds}">` : "";
  return `<!doctype html>
<html lang="${languageFor(request)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>${escaped(words.title)}</title>
<style>body { margin: 0 }${SCOPED_STYLE}</style></head>
<body>${plainMain(words)}</body></html>
`;
}

/**
 * The colors and spaces of app/globals.css, as far as such a page needs them. For nothing but its own element: where scripts draw
 * another page in its place the style sheet stays. They get a moment for that before the words are shown.
 */
export const SCOPED_STYLE = `
.plain-page { color-scheme: light dark; --surface: #f5f5f1; --text: #13222b; --muted: #53616b; --link: #0a5a70;
  position: absolute; inset: 0; display: grid; align-content: center; justify-content: center; padding: 2rem; overflow: auto;
  background: var(--surface); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
@media (prefers-color-scheme: dark) { .plain-page { --surface: #0d161b; --text: #e4ebee; --muted: #a0b1b9; --link: #6cc4d6 } }
@media (scripting: enabled) { .plain-page[data-briefly-hidden] { animation: 3s step-end plain-page } }
@keyframes plain-page { from { visibility: hidden } }
.plain-page > div { max-width: 32rem; border-top: 3px solid var(--muted); padding-top: 1.5rem }
.plain-page h1 { font-size: 1.5rem; font-weight: 600; line-height: 1.25; margin: 0 0 0.75rem }
.plain-page p { margin: 0 0 0.75rem; color: var(--muted) }
.plain-page a { display: inline-block; margin-inline-end: 1.5rem; padding-block: 0.25rem; color: var(--link); font-weight: 500;
  text-decoration: underline; text-underline-offset: 3px }
`;

/** What such a page says. `brieflyHidden` where scripts may put another page in its place. */
export function plainMain({ title, paragraphs, links = [] }: Words, brieflyHidden = false): string {
  const texts = paragraphs.map((text) => `<p>${escaped(text)}</p>`).join("");
  const ways = links.map(({ href, label }) => `<a href="${escaped(href)}">${escaped(label)}</a>`).join("");
  const hidden = brieflyHidden ? " data-briefly-hidden" : "";
  return `<main class="plain-page"${hidden}><div><h1>${escaped(title)}</h1>${texts}${ways && `<p>${ways}</p>`}</div></main>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
