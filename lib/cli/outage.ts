import type { IncomingMessage, ServerResponse } from "node:http";
import { runRequest } from "@/db/unavailable";
import type { Messages } from "@/lib/i18n/messages";
import type { Language } from "@/lib/i18n/schema";
import { languageFor, messagesFor } from "./visitor-messages";

/** When browsers and load balancers should try again. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Answers a request, and if that fails because the database cannot be reached, says so: 503 with a page that needs neither
 * the database nor JavaScript, in place of the 500 that Next would send.
 */
export async function answeringOutages(
  request: IncomingMessage,
  response: ServerResponse,
  handle: () => Promise<void>,
): Promise<void> {
  const state = { unavailable: false };
  const { writeHead, write, end, flushHeaders } = response;
  let replaced = false;
  let sending: Promise<void> | undefined;
  /** Whether the answer that is about to begin is a failure of ours to be replaced by the page. */
  const replacesIt = () => {
    if (replaced) return true;
    if (!state.unavailable || response.statusCode !== 500 || response.headersSent) return false;
    replaced = true;
    // What Next still has to say about its failure goes nowhere.
    Object.assign(response, {
      write: () => true,
      end: () => response,
      flushHeaders: () => {},
      writeHead: () => response,
    });
    sending = messagesFor(request).then((messages) => {
      Object.assign(response, { writeHead, write, end, flushHeaders });
      sendOutage(request, response, messages);
    });
    return true;
  };
  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]) {
      response.statusCode = status;
      return replacesIt() ? response : Reflect.apply(writeHead, response, [status, ...rest]);
    },
    write: (...given: unknown[]) => (replacesIt() ? true : Reflect.apply(write, response, given)),
    end: (...given: unknown[]) => (replacesIt() ? response : Reflect.apply(end, response, given)),
    flushHeaders: () => (replacesIt() ? undefined : Reflect.apply(flushHeaders, response, [])),
  });
  await runRequest(state, handle);
  await sending;
}

function sendOutage(request: IncomingMessage, response: ServerResponse, messages: Messages): void {
  for (const name of response.getHeaderNames())
    if (/^(content-|transfer-|vary|etag|link)/i.test(name)) response.removeHeader(name);
  const isDocument = /\btext\/html\b/.test(request.headers.accept ?? "") && request.headers.rsc === undefined;
  const reads = request.method === "GET" || request.method === "HEAD";
  const body = isDocument ? outagePage(reads, languageFor(request), messages) : "Service unavailable\n";
  response.writeHead(503, {
    "Content-Type": isDocument ? "text/html; charset=utf-8" : "text/plain; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Retry-After": String(RETRY_AFTER_SECONDS),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** Nobody's own language is known without the database: this page speaks the visitor's. */
function outagePage(reads: boolean, language: Language, { outage, common }: Messages): string {
  // A page that was only looked at comes back by itself; a form that was sent is for the person to decide.
  const refresh = reads ? `<meta http-equiv="refresh" content="${RETRY_AFTER_SECONDS}">` : "";
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>${outage.title} – ${common.productName}</title>
<style>
:root { color-scheme: light dark; --surface: #f5f5f1; --text: #13222b; --muted: #53616b; --signal: #d4500f }
@media (prefers-color-scheme: dark) { :root { --surface: #0d161b; --text: #e4ebee; --muted: #a0b1b9 } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--surface); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 32rem; padding: 2rem; border-top: 3px solid var(--signal) }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 0.75rem }
p { margin: 0 0 0.75rem; color: var(--muted) }
</style></head>
<body><main><h1>${outage.title}</h1><p>${outage.text}</p><p>${reads ? outage.reading : outage.sending}</p></main></body></html>
`;
}
