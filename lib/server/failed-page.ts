import type { IncomingMessage, ServerResponse } from "node:http";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { REQUEST_ID_HEADER } from "@/lib/http/security-headers";
import type { Messages } from "@/lib/i18n/messages";
import { ownPath, plainMain, SCOPED_STYLE, type Words, wantsDocument } from "./plain-page";
import { languageFor, messagesFor } from "./visitor-messages";

/** What Next sends when a page failed or found nothing: an empty document, which its scripts fill from error.tsx or not-found.tsx. */
const EMPTY_DOCUMENT = /<html id="__next_error__">/;
const DECODERS: Record<string, (body: Buffer) => Buffer> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  deflate: inflateSync,
};

/** Puts words into that empty document, for browsers that run no scripts or cannot load them. */
export function wordingFailures(request: IncomingMessage, response: ServerResponse): void {
  const { writeHead, write, end, flushHeaders } = response;
  const held: Buffer[] = [];
  let holding: boolean | undefined;
  const holds = () => {
    holding ??= isFailedPage(request, response);
    return holding;
  };
  const keep = (chunk: unknown, encoding?: unknown) => {
    if (typeof chunk === "string")
      held.push(Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
    else if (chunk instanceof Uint8Array) held.push(Buffer.from(chunk));
  };
  const finish = (messages: Messages) => {
    Object.assign(response, { writeHead, write, end, flushHeaders });
    const body = worded(request, response, Buffer.concat(held), messages);
    response.setHeader("Content-Length", body.byteLength);
    response.end(body);
  };
  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]) {
      response.statusCode = status;
      if (!holds()) return Reflect.apply(writeHead, response, [status, ...rest]);
      const headers = rest.at(-1);
      if (typeof headers === "object") response.setHeaders(new Map(Object.entries(headers as Record<string, string>)));
      return response;
    },
    write(chunk: unknown, ...rest: unknown[]) {
      if (!holds()) return Reflect.apply(write, response, [chunk, ...rest]);
      keep(chunk, rest[0]);
      const done = rest.at(-1);
      if (typeof done === "function") process.nextTick(done as () => void);
      return true;
    },
    end(...given: unknown[]) {
      if (!holds()) return Reflect.apply(end, response, given);
      keep(given[0], given[1]);
      messagesFor(request)
        .then(finish)
        .catch((error: unknown) => response.destroy(error as Error));
      return response;
    },
    flushHeaders: () => (holds() ? undefined : Reflect.apply(flushHeaders, response, [])),
  });
}

function isFailedPage(request: IncomingMessage, response: ServerResponse): boolean {
  const html = String(response.getHeader("content-type")).startsWith("text/html");
  return [404, 500].includes(response.statusCode) && html && !response.headersSent && wantsDocument(request);
}

function worded(request: IncomingMessage, response: ServerResponse, sent: Buffer, messages: Messages): Buffer {
  const decode = DECODERS[String(response.getHeader("content-encoding"))];
  const html = (decode ? decode(sent) : sent).toString();
  if (!EMPTY_DOCUMENT.test(html)) return sent;
  response.removeHeader("Content-Encoding");
  response.removeHeader("Transfer-Encoding");
  const nonce = /'nonce-([^']+)'/.exec(String(response.getHeader("content-security-policy")))?.[1] ?? "";
  const words = response.statusCode === 404 ? notFoundWords(messages) : failureWords(request, response, messages);
  const title = html.includes("<title>") ? "" : `<title>${words.title}</title>`;
  const page = html
    .replace(EMPTY_DOCUMENT, `<html id="__next_error__" lang="${languageFor(request)}">`)
    .replace("</head>", () => `${title}<style nonce="${nonce}">${SCOPED_STYLE}</style></head>`)
    .replace("<body>", () => `<body>${plainMain(words, true)}`);
  return Buffer.from(page);
}

// Nothing about the requested page: what is out of reach reads like what never existed.
function notFoundWords({ notFound, unexpected }: Messages): Words {
  const links = [{ href: "/start", label: unexpected.startPage }];
  return { title: notFound.title, paragraphs: [notFound.text], links };
}

function failureWords(request: IncomingMessage, response: ServerResponse, { unexpected }: Messages): Words {
  const reference = response.getHeader(REQUEST_ID_HEADER);
  return {
    title: unexpected.title,
    paragraphs: reference
      ? [unexpected.text, `${unexpected.reference} ${reference}`]
      : [unexpected.textWithoutReference],
    links: [
      { href: ownPath(request), label: unexpected.retry },
      { href: "/start", label: unexpected.startPage },
    ],
  };
}
