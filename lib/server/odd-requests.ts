import type { IncomingMessage, ServerResponse } from "node:http";
import { REQUEST_ID_HEADER } from "@/lib/http/security-headers";
import type { RequestProgress } from "@/lib/http/unreadable-request";
import { isUnreadable } from "@/lib/http/unreadable-request";
import type { Messages } from "@/lib/i18n/messages";
import { log } from "@/lib/log";
import { pathOf, preparePlainPage } from "./plain-page";
import type { ResponseRule } from "./response-rules";
import { isPlainForm } from "./see-other";
import { messagesFor } from "./visitor-messages";

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** What pages and route handlers answer to. TRACE would give cookies back, and nothing here is put, patched or deleted. */
const METHODS = ["GET", "HEAD", "POST", "OPTIONS"];

/** What Next draws when everything failed has an address as well, where it fails anyone who comes. */
const FAILED_PAGE = "/_global-error";
const NO_PAGE = "/_not-found";

/** How much of an address a log line shows. */
const MOST_LOGGED_CHARACTERS = 200;

/**
 * A listener that hands on requests which something here could be meant by. The others are refused in words: those by another
 * method (405), and those whose address is none, cannot be decoded, or has a NUL, which the database takes in no text (400).
 */
export function refusingOddRequests(listener: Listener): Listener {
  return (request, response) => {
    if (!METHODS.includes(request.method ?? "")) {
      response.setHeader("Allow", METHODS.join(", "));
      refuse(request, response, 405, "method");
    } else if (!isAddress(request.url ?? "")) refuse(request, response, 400, "address");
    else {
      if (pathOf(request) === FAILED_PAGE) request.url = NO_PAGE;
      listener(request, response);
    }
  };
}

function isAddress(target: string): boolean {
  if (!target.startsWith("/") || /%00/.test(target)) return false;
  try {
    decodeURIComponent(target.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: 400 | 405, reason: string): void {
  messagesFor(request)
    .then((messages) => response.end(refusalPage(request, response, messages, status, reason)))
    .catch((error: unknown) => {
      log.error({ err: error }, "a request could not be refused");
      response.destroy();
    });
}

/**
 * How long the framework may take to read a form before our own code starts. It takes milliseconds, unless the machine is
 * overloaded, or the form holds a React reference to itself, which never resolves.
 */
const MOST_READING_MS = 30_000;

/** Refuses a form that arrived in full but that the framework never finishes reading: it would keep its connection open for good. */
export function refuseWhatIsNeverRead(
  request: IncomingMessage,
  response: ServerResponse,
  progress: RequestProgress,
  limitMs = MOST_READING_MS,
): void {
  if (request.method !== "POST") return;
  request.once("end", () => {
    const late = setTimeout(() => {
      if (response.headersSent || progress.begun) return;
      // If the framework finishes after all, it writes to a response that has ended.
      response.on("error", () => undefined);
      refuse(request, response, 400, "never read");
    }, limitMs);
    response.once("close", () => clearTimeout(late));
  });
}

/** Puts words into the failure of a request that could not be read. */
export const unreadablePage =
  (progress: RequestProgress): ResponseRule =>
  (request, response) => {
    if (!isRefusedByNext(request, response) && !(response.statusCode === 500 && isUnreadable(progress)))
      return undefined;
    return async () => refusalPage(request, response, await messagesFor(request), 400, "content");
  };

/** Next tells a script by a header that an action makes no sense; someone who sent a form reads the same in a bare line. */
function isRefusedByNext(request: IncomingMessage, response: ServerResponse): boolean {
  return response.statusCode === 400 && response.hasHeader("x-nextjs-action-not-found") && isPlainForm(request);
}

function refusalPage(
  request: IncomingMessage,
  response: ServerResponse,
  { requests, unexpected }: Messages,
  status: 400 | 405,
  reason: string,
): string {
  const page = preparePlainPage(request, response, {
    status,
    title: requests.unreadableTitle,
    paragraphs: [requests.unreadable],
    links: [{ href: "/start", label: unexpected.startPage }],
  });
  const path = pathOf(request).slice(0, MOST_LOGGED_CHARACTERS);
  const requestId = response.getHeader(REQUEST_ID_HEADER);
  log.warn({ requestId, method: request.method, path, status, reason }, "a request was refused");
  return page;
}
