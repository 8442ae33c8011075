import { AsyncLocalStorage } from "node:async_hooks";

type Note = { enqueued: boolean };

// Next may bundle actions and routes apart, each with its own copy of this module: the storage is shared here.
const registry = globalThis as { [NOTES]?: AsyncLocalStorage<Note> };
const NOTES = Symbol.for("backstay.outbox-note");

function notes(): AsyncLocalStorage<Note> {
  registry[NOTES] ??= new AsyncLocalStorage();
  return registry[NOTES];
}

/** Says that an email was put into the outbox. Everything that writes there calls it; nothing else has to be remembered. */
export function noteEnqueued(): void {
  const note = notes().getStore();
  if (note) note.enqueued = true;
}

/**
 * Runs something and, however it ends, afterwards starts `deliver` if an email was put into the outbox meanwhile. A redirect
 * is an end like any other; after a transaction that was rolled back there is nothing to find, which costs one query.
 */
export async function deliveringAfterwards<T>(run: () => Promise<T>, deliver: () => void): Promise<T> {
  const note: Note = { enqueued: false };
  try {
    return await notes().run(note, run);
  } finally {
    if (note.enqueued) deliver();
  }
}
