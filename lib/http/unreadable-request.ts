import { AsyncLocalStorage } from "node:async_hooks";

/**
 * How far a request has come. Between `admitted`, by proxy.ts, and `begun`, where code of ours works on it, the framework
 * reads what was sent, and whatever fails then was not sent by a page of ours.
 */
export type RequestProgress = { sends: boolean; admitted: boolean; begun: boolean; unreadable: boolean };

// The start command, proxy.ts and the pages each have their own copy of this module: what a request knows is shared here.
const PROGRESS = Symbol.for("backstay.request-progress");
const registry = globalThis as { [PROGRESS]?: AsyncLocalStorage<RequestProgress> };

function requests(): AsyncLocalStorage<RequestProgress> {
  registry[PROGRESS] ??= new AsyncLocalStorage();
  return registry[PROGRESS];
}

/** @param sends whether there is anything for the framework to read, be it a body or headers of its own. */
export function newProgress(sends: boolean): RequestProgress {
  return { sends, admitted: false, begun: false, unreadable: false };
}

/** Runs what answers a request. */
export function followRequest<T>(progress: RequestProgress, run: () => T): T {
  return requests().run(progress, run);
}

/** The request goes on to a page, an action or a route handler. */
export function noteAdmitted(): void {
  const progress = requests().getStore();
  if (progress) progress.admitted = true;
}

/** Code of ours works on the request: from here on a failure is our own. */
export function noteBegun(): void {
  const progress = requests().getStore();
  if (progress) progress.begun = true;
}

/** Whether a request failed before any of our code could work on it. */
export function isUnreadable({ sends, admitted, begun, unreadable }: RequestProgress): boolean {
  return unreadable || (sends && admitted && !begun);
}

/** The same for the request being answered, at the moment of its failure: the page that tells of it is code of ours, too. */
export function failedUnread(): boolean {
  const progress = requests().getStore();
  if (!progress) return false;
  progress.unreadable = isUnreadable(progress);
  return progress.unreadable;
}

/** What an action was called with is not what a form sends. */
export class UnreadableRequestError extends Error {
  override readonly name = "UnreadableRequestError";

  constructor() {
    super("not what a form of ours sends");
    const progress = requests().getStore();
    if (progress) progress.unreadable = true;
  }
}
