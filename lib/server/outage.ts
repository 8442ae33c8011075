import type { IncomingMessage, ServerResponse } from "node:http";
import { runRequest } from "@/db/unavailable";
import type { Messages } from "@/lib/i18n/messages";
import { sendPlainPage } from "./plain-page";
import { messagesFor } from "./visitor-messages";

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

/** Nobody's own language is known without the database: this page speaks the visitor's. */
function sendOutage(request: IncomingMessage, response: ServerResponse, { outage }: Messages): void {
  // A page that was only looked at comes back by itself; a form that was sent is for the person to decide.
  const reads = request.method === "GET" || request.method === "HEAD";
  response.setHeader("Retry-After", String(RETRY_AFTER_SECONDS));
  sendPlainPage(request, response, {
    status: 503,
    title: outage.title,
    paragraphs: [outage.text, reads ? outage.reading : outage.sending],
    refreshSeconds: reads ? RETRY_AFTER_SECONDS : undefined,
  });
}
