import type { IncomingMessage, ServerResponse } from "node:http";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { REQUEST_ID_HEADER } from "@/lib/http/security-headers";
import type { Messages } from "@/lib/i18n/messages";
import { ownPath, plainMain, SCOPED_STYLE, type Words, wantsDocument } from "./plain-page";
import type { ResponseRule } from "./response-rules";
import { languageFor, messagesFor } from "./visitor-messages";

/** What Next sends when a page failed or found nothing: an empty document, which its scripts fill from error.tsx or not-found.tsx. */
const EMPTY_DOCUMENT = /<html id="__next_error__">/;
const DECODERS: Record<string, (body: Buffer) => Buffer> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  deflate: inflateSync,
};

/** Puts words into that empty document, for browsers that run no scripts or cannot load them. */
export const wordsOnFailure: ResponseRule = (request, response) => {
  const html = String(response.getHeader("content-type")).startsWith("text/html");
  if (!html || ![404, 500].includes(response.statusCode) || !wantsDocument(request)) return undefined;
  return async (sent) => worded(request, response, sent, await messagesFor(request));
};

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
