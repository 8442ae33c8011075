import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type RequestState, runRequest } from "@/db/unavailable";
import { CommandError } from "@/lib/command-error";
import { runPost } from "@/lib/form/kept-form";
import { followRequest, newProgress } from "@/lib/http/unreadable-request";
import { limitingBodies } from "@/lib/server/body-limits";
import { wordsOnFailure } from "@/lib/server/failed-page";
import { refuseWhatIsNeverRead, refusingOddRequests, unreadablePage } from "@/lib/server/odd-requests";
import { outagePage } from "@/lib/server/outage";
import { peerNotes } from "@/lib/server/peer";
import { pagesOverHttps } from "@/lib/server/plain-http";
import { protectEverything } from "@/lib/server/protective-headers";
import { applyRules } from "@/lib/server/response-rules";
import { isPlainForm, seeOther } from "@/lib/server/see-other";

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than the 60 s for which nginx and load balancers keep a connection, so that they close it first. */
const KEEP_ALIVE_MS = 65_000;
const IDLE_SWEEP_MS = 50;

/** An HTTP server with limits on time and size, which tells the application who is really at the other end. */
export function createHttpServer(appUrl: string, handle: RequestHandler): Server {
  const app = new URL(appUrl);
  const notePeer = peerNotes();
  const answering = (request: IncomingMessage, response: ServerResponse) => {
    const failed = (error: unknown) => {
      console.error("a request could not be handled", error);
      if (!response.headersSent) response.writeHead(500, { "Content-Type": "text/plain" });
      response.end();
    };
    if (!server.listening) response.setHeader("Connection", "close");
    rewriteForwardedHeaders(request, app);
    const state: RequestState = { outage: null };
    const progress = newProgress(isForTheFramework(request));
    applyRules(request, response, [
      protectEverything,
      seeOther,
      outagePage(state),
      unreadablePage(progress),
      wordsOnFailure,
    ]);
    refuseWhatIsNeverRead(request, response, progress);
    const answer = () => followRequest(progress, () => runRequest(state, () => handle(request, response)));
    (isPlainForm(request) ? runPost(answer) : answer()).catch(failed);
  };
  const listener = refusingOddRequests(pagesOverHttps(app, limitingBodies(answering)));
  const server = createServer((request, response) => {
    notePeer(request);
    listener(request, response);
  });
  return Object.assign(server, {
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
}

/** Whether the framework has to make something of it first: of a body, or of what its router says in a browser. */
function isForTheFramework({ method, headers }: IncomingMessage): boolean {
  return method === "POST" || headers.rsc !== undefined;
}

/**
 * Replaces what a client could claim. APP_URL alone says under which name and protocol users reach us; Next compares
 * the origin of a form with x-forwarded-host, which a proxy that keeps its own Host would otherwise break.
 */
export function rewriteForwardedHeaders(request: IncomingMessage, app: URL): void {
  const { headers } = request;
  headers["x-forwarded-proto"] = app.protocol.slice(0, -1);
  delete headers["x-forwarded-port"];
  delete headers.forwarded;
  if (headers.origin === app.origin) headers["x-forwarded-host"] = app.host;
  else delete headers["x-forwarded-host"];
}

/** Binds the server. @throws CommandError when the address is taken or not ours */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host: host.replace(/^\[|\]$/g, ""), port, exclusive: true }, resolve);
    });
  } catch (error) {
    throw await listenError(error, host, port);
  }
}

/** Finds out before anything else is done whether the port is free. @throws CommandError when it is not */
export async function assertPortIsFree(host: string, port: number): Promise<void> {
  const probe = createServer();
  await listen(probe, host, port);
  await new Promise((resolve) => probe.close(resolve));
}

async function listenError(error: unknown, host: string, port: number): Promise<unknown> {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return new CommandError(
      (await isBackstay(host, port))
        ? `Backstay is already running on ${host}:${port}.\nStop it first. To run a second one, set another PORT and, with the embedded database, another DATA_DIR.\nOnly one process at a time can use the embedded database.`
        : `${host}:${port} is in use by another program.\nStop that program, or use another port: PORT=${port === 65535 ? 3000 : port + 1} npm start`,
    );
  }
  if (code === "EACCES")
    return new CommandError(`Backstay isn't allowed to use port ${port}. Set PORT to a number above 1023.`);
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new CommandError(
      `HOST ${host} is not an address of this machine. Use 127.0.0.1, 0.0.0.0 or one of the machine's own addresses.`,
    );
  }
  return error;
}

async function isBackstay(host: string, port: number): Promise<boolean> {
  try {
    const response = await fetch(`${localOrigin(host, port)}/api/health`, { signal: AbortSignal.timeout(1500) });
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null && ["ok", "unavailable"].includes(Reflect.get(body, "status"));
  } catch {
    return false;
  }
}

/** The address at which this process reaches itself. */
export function localOrigin(host: string, port: number): string {
  const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" || host === "[::]" ? "[::1]" : host;
  return `http://${name.includes(":") && !name.startsWith("[") ? `[${name}]` : name}:${port}`;
}

/** Stops accepting, lets running requests finish for as long as given, then cuts what is left. */
export async function drain(server: Server, capMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), capMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
