import type { IncomingMessage, ServerResponse } from "node:http";
import type { Outage, RequestState } from "@/db/unavailable";
import type { Messages } from "@/lib/i18n/messages";
import { preparePlainPage } from "./plain-page";
import type { ResponseRule } from "./response-rules";
import { messagesFor } from "./visitor-messages";

/** When browsers and load balancers should try again. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Says that the database can't be reached, or refuses to work: 503 with a page that needs neither the database nor JavaScript, in place of the
 * 500 that Next would send.
 */
export const outagePage =
  (state: RequestState): ResponseRule =>
  (request, response) => {
    const { outage } = state;
    if (!outage || response.statusCode !== 500) return undefined;
    return async () => outageDocument(request, response, outage, await messagesFor(request));
  };

/** Without the database no user's language is known: this page speaks the visitor's. */
function outageDocument(
  request: IncomingMessage,
  response: ServerResponse,
  outage: Outage,
  messages: Messages,
): string {
  const { title, text, refuses, reading, sending } = messages.outage;
  // A page that was only looked at comes back by itself; a form that was sent is for the person to decide.
  const reads = request.method === "GET" || request.method === "HEAD";
  response.setHeader("Retry-After", String(RETRY_AFTER_SECONDS));
  return preparePlainPage(request, response, {
    status: 503,
    title,
    paragraphs: [outage === "refuses" ? refuses : text, reads ? reading : sending],
    refreshSeconds: reads ? RETRY_AFTER_SECONDS : undefined,
  });
}
