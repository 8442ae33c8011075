import { AsyncLocalStorage } from "node:async_hooks";

/** What postgres.js and Node say when there is no connection, and what Postgres says when it takes one away or gives none. */
const CONNECTION_ERRORS = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  // too_many_connections, admin_shutdown, crash_shutdown, cannot_connect_now, and the class of connection exceptions.
  "53300",
  "57P01",
  "57P02",
  "57P03",
]);

/**
 * What a server says that is up and takes no work: it is read-only (a standby, or a primary that became one), has no place on its disk
 * or in its memory, rejects the sign-in, or no longer has the database.
 */
const REFUSALS = new Set(["25006", "28000", "28P01", "3D000", "53100", "53200", "53400", "58030"]);

/** What Postgres says when the portal may not take the role in which all work of users is done. */
const NO_ROLE = new Set(["22023", "42501", "42704"]);

/** How the database is away: it can't be reached, or it is up and refuses what every page needs. */
export type Outage = "down" | "refuses";

/** Stepping down to portal_app failed: the role is missing, or the database user may not take it. */
class StepDownError extends Error {
  override readonly name = "StepDownError";
}

/**
 * No work is possible. Nothing of the transaction is there, unless the connection broke at the very moment of COMMIT: no one can tell
 * whether that arrived.
 */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";

  constructor(
    cause: unknown,
    readonly outage: Outage,
  ) {
    super(outage === "down" ? "the database cannot be reached" : "the database refuses to work", { cause });
  }
}

/** The codes of an error and of what it was caused by, the outermost first. */
function codesOf(error: unknown): string[] {
  if (typeof error !== "object" || error === null) return [];
  return [String(Reflect.get(error, "code") ?? ""), ...codesOf(Reflect.get(error, "cause"))];
}

/** Whether an error, or what it was caused by, means that the connection is the trouble and not the query. */
export function isConnectionError(error: unknown): boolean {
  return codesOf(error).some((code) => CONNECTION_ERRORS.has(code) || /^08\d{3}$/.test(code));
}

/** Whether a connection leads to a server that takes no changes, or to none: another one may lead to the primary. */
export function isStaleConnection(error: unknown): boolean {
  return isConnectionError(error) || codesOf(error).includes("25006");
}

/** How the database is away, as an error of a query says; null when the query itself is at fault. */
export function outageOf(error: unknown): Outage | null {
  const codes = codesOf(error);
  // Of a server that answered: it starts, stops, or has no connection left.
  if (codes.some((code) => REFUSALS.has(code) || ["53300", "57P03"].includes(code))) return "refuses";
  if (error instanceof StepDownError) return "refuses";
  return isConnectionError(error) ? "down" : null;
}

/** Why the database refuses, for the operator, without a name or an address. */
export function refusalInWords(error: unknown): string {
  const codes = codesOf(error);
  const words: [says: boolean, reason: string][] = [
    [codes.includes("25006"), "the database is read-only"],
    [error instanceof StepDownError, "the database user cannot take the role portal_app"],
    [codes.includes("53300"), "the database has no connection left"],
    [codes.includes("57P03"), "the database is starting up or shutting down"],
    [codes.includes("53100"), "the disk of the database is full"],
    [codes.some((code) => code.startsWith("28")), "the database rejects the user or password"],
    [codes.includes("3D000"), "the database does not exist"],
  ];
  return words.find(([says]) => says)?.[1] ?? "the database refuses what every page needs";
}

/** The error of a failed step down, so that it isn't taken for one of the work that follows. */
export function stepDownError(error: unknown): unknown {
  const refused = codesOf(error).some((code) => NO_ROLE.has(code));
  return refused ? new StepDownError("the role of users cannot be taken", { cause: error }) : error;
}

/** What is known about a request while it is being answered. */
export type RequestState = { outage: Outage | null };

// The start command and Next's bundles each have their own copy of this module: what a request knows is shared here.
const REQUEST = Symbol.for("backstay.request");
const registry = globalThis as { [REQUEST]?: AsyncLocalStorage<RequestState> };

function requests(): AsyncLocalStorage<RequestState> {
  registry[REQUEST] ??= new AsyncLocalStorage();
  return registry[REQUEST];
}

/** Runs what answers a request. `state.outage` is set as soon as a door finds no database that works. */
export function runRequest<T>(state: RequestState, run: () => T): T {
  return requests().run(state, run);
}

/** Passes errors on; what means an outage as DatabaseUnavailableError, noted for the request that is being answered. */
export async function noticingOutages<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const outage = outageOf(error);
    if (!outage) throw error;
    const state = requests().getStore();
    if (state) state.outage = outage;
    throw new DatabaseUnavailableError(error, outage);
  }
}
