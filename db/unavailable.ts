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
 * The database cannot be reached. Nothing of the transaction is there, unless the connection broke at the very moment of
 * COMMIT: no one can tell whether that arrived.
 */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";

  constructor(cause: unknown) {
    super("the database cannot be reached", { cause });
  }
}

/** Whether an error, or what it was caused by, means that the connection is the trouble and not the query. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = String(Reflect.get(error, "code") ?? "");
  return CONNECTION_ERRORS.has(code) || /^08\d{3}$/.test(code) || isConnectionError(error.cause);
}

/** What is known about a request while it is being answered. */
export type RequestState = { unavailable: boolean };

// The start command and Next's bundles each have their own copy of this module: what a request knows is shared here.
const REQUEST = Symbol.for("backstay.request");
const registry = globalThis as { [REQUEST]?: AsyncLocalStorage<RequestState> };

function requests(): AsyncLocalStorage<RequestState> {
  registry[REQUEST] ??= new AsyncLocalStorage();
  return registry[REQUEST];
}

/** Runs what answers a request. `state.unavailable` becomes true as soon as a door finds no database in it. */
export function runRequest<T>(state: RequestState, run: () => T): T {
  return requests().run(state, run);
}

/** Passes errors on; a lost connection as DatabaseUnavailableError, noted for the request that is being answered. */
export async function noticingOutages<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isConnectionError(error)) throw error;
    const state = requests().getStore();
    if (state) state.unavailable = true;
    throw new DatabaseUnavailableError(error);
  }
}
