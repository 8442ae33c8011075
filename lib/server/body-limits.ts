import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { sessionCookieName, sessionIdIn } from "@/lib/auth/session-cookie";
import { countRefusal } from "@/lib/counters";
import { clientAddress } from "@/lib/http/client-address";
import { cookieIn } from "@/lib/http/cookies";
import { log } from "@/lib/log";
import { isUsageKey } from "@/lib/quotas/usage-key";
import { ownPath, protectiveHeaders, sendPlainPage } from "./plain-page";
import { messagesFor } from "./visitor-messages";

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/** What a form without uploads comes to at most, and what anyone at all may have read here. */
const USUAL_BYTES = 64 * KILOBYTE;

/** Whether a request may send more, told from its headers alone and without the database, which is asked later. */
type Door = (request: IncomingMessage) => boolean | Promise<boolean>;

const session: Door = async ({ headers }) =>
  (await sessionIdIn(cookieIn(headers.cookie, sessionCookieName()))) !== null;
const usageKey: Door = ({ headers }) => isUsageKey(headers.authorization);

type Row = { path: RegExp; bytes: number; door: Door; refusal: 401 | 413 };

/** The addresses that take more: how much, from whom, and how others are refused. next.config.ts takes as much as the largest. */
const LARGER: readonly Row[] = [
  // Two logos of 1 MB.
  { path: /^\/portal\/\d+\/settings\/branding\/?$/, bytes: 3 * MEGABYTE, door: session, refusal: 413 },
  // 384 kB of text, which a form that was refused posts twice without JavaScript.
  { path: /^\/portal\/\d+\/users\/import\/?$/, bytes: MEGABYTE, door: session, refusal: 413 },
  // 200,000 characters of up to three bytes, likewise.
  {
    path: /^\/portal\/\d+\/settings\/license-agreement\/draft\/[\w-]+\/?$/,
    bytes: 2 * MEGABYTE,
    door: session,
    refusal: 413,
  },
  // A thousand measurements take about 100 kB.
  { path: /^\/api\/usage\/?$/, bytes: 512 * KILOBYTE, door: usageKey, refusal: 401 },
];

/** More than any form of ours has. */
const MOST_PARTS = 500;

/** How much of a refused body is read and thrown away: a browser that is cut off while it sends never sees the answer. */
const MOST_DISCARDED_BYTES = 100 * MEGABYTE;

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

let actions: ReadonlySet<string> | undefined;

/** Reads which actions the build of a folder has; until then none is refused. */
export function readActions(root: string): void {
  const manifest = JSON.parse(readFileSync(join(root, ".next", "server", "server-reference-manifest.json"), "utf8"));
  actions = new Set(["node", "edge"].flatMap((runtime) => Object.keys(manifest[runtime] ?? {})));
}

/**
 * A listener that hands on requests whose body is within its limits, once all of it is there; the body can be read as usual. What is
 * too large, has too many parts, or calls an action that this build does not have is answered here, and nothing works on it.
 */
export function limitingBodies(listener: Listener): Listener {
  return (request, response) => {
    const { headers } = request;
    const declared = Number(headers["content-length"] ?? 0);
    if (declared === 0 && headers["transfer-encoding"] === undefined) return listener(request, response);
    const action = headers["next-action"];
    if (typeof action === "string" && actions?.has(action) === false) return refuseAction(request, response);
    const { pathname } = new URL(ownPath(request), "http://localhost");
    const row = LARGER.find(({ path }) => path.test(pathname));
    const body = holdBody(request, row?.bytes ?? USUAL_BYTES);
    const limited = async () => {
      const open = row ? await row.door(request) : true;
      if (!open) body.limitTo(USUAL_BYTES);
      if (declared <= MOST_DISCARDED_BYTES) await body.ended;
      if (declared <= MOST_DISCARDED_BYTES && body.isWithin()) {
        body.release();
        return listener(request, response);
      }
      await refuseBody(request, response, open ? 413 : (row?.refusal ?? 413));
    };
    limited().catch((error: unknown) => {
      log.error({ err: error }, "a body could not be taken");
      response.destroy();
    });
  };
}

type HeldBody = {
  /** Kept when all of it is there, or more than is worth throwing away. */
  ended: Promise<void>;
  isWithin(): boolean;
  limitTo(bytes: number): void;
  /** Lets it be read, once it has ended. */
  release(): void;
};

/** Holds back what comes of a body. Once it is beyond its limits, what came is forgotten, and so is what still comes. */
function holdBody(request: IncomingMessage, most: number): HeldBody {
  const countParts = partCounter(request.headers["content-type"]);
  const { push } = request;
  let held: Buffer[] = [];
  let bytes = 0;
  let parts = 0;
  let bound = most;
  const isWithin = () => bytes <= bound && parts <= MOST_PARTS;
  const ended = new Promise<void>((resolve) => {
    // Node's parser gives the stream each piece by this, and null at the end. Listening to the stream would take them out of it.
    request.push = (piece: Buffer | null) => {
      bytes += piece?.byteLength ?? 0;
      if (piece && isWithin()) parts += countParts(piece);
      if (piece && isWithin()) held.push(piece);
      else if (piece) held = [];
      if (!piece || bytes > MOST_DISCARDED_BYTES) resolve();
      return true;
    };
  });
  return {
    ended,
    isWithin,
    limitTo(least) {
      bound = least;
      if (!isWithin()) held = [];
    },
    release() {
      request.push = push;
      for (const piece of [...held, null]) request.push(piece);
      held = [];
    },
  };
}

/** Counts the parts of a multipart body piece by piece, also where a boundary is cut in two. */
function partCounter(contentType = ""): (piece: Buffer) => number {
  const [, quoted, plain] =
    /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (!boundary) return () => 0;
  const mark = Buffer.from(`--${boundary}`);
  let rest = Buffer.alloc(0);
  return (piece) => {
    const text = Buffer.concat([rest, piece]);
    let found = 0;
    let from = 0;
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, from)) {
      found += 1;
      from = at + mark.length;
    }
    rest = text.subarray(Math.max(from, text.length - mark.length + 1));
    return found;
  };
}

async function refuseBody(request: IncomingMessage, response: ServerResponse, status: 401 | 413): Promise<void> {
  countRefusal("body_too_large", { address: addressOf(request) });
  const { requests } = await messagesFor(request);
  response.setHeader("Connection", "close");
  sendPlainPage(request, response, {
    status,
    title: requests.tooLargeTitle,
    paragraphs: [requests.tooLarge],
    // Without JavaScript a form is sent to the page that it is on.
    links: [{ href: ownPath(request), label: requests.tooLargeBack }],
  });
}

/** As Next does after reading the body: the router of a browser that has a page of another build knows this header. */
function refuseAction(request: IncomingMessage, response: ServerResponse): void {
  countRefusal("unknown_action", { address: addressOf(request) });
  response.writeHead(409, {
    ...protectiveHeaders(request),
    "x-nextjs-action-not-found": "1",
    "Content-Type": "text/plain",
    "Cache-Control": "no-store",
    Connection: "close",
  });
  response.end("Server Action unavailable.");
}

const addressOf = ({ headers }: IncomingMessage) =>
  clientAddress({ get: (name) => (typeof headers[name] === "string" ? headers[name] : null) });
