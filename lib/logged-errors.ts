const KEY = Symbol.for("backstay.logged-errors");

/** Errors that already have their line. Kept at the process, since Next's bundle and the start command share no module. */
function loggedErrors(): WeakSet<object> {
  const known = Reflect.get(globalThis, KEY) as WeakSet<object> | undefined;
  if (known) return known;
  const fresh = new WeakSet<object>();
  Reflect.set(globalThis, KEY, fresh);
  return fresh;
}

/** Remembers that an error has been logged with its request. */
export function markLogged(error: unknown): void {
  if (typeof error === "object" && error !== null) loggedErrors().add(error);
}

/** Whether an error has been logged with its request. */
export function wasLogged(error: unknown): boolean {
  return typeof error === "object" && error !== null && loggedErrors().has(error);
}
