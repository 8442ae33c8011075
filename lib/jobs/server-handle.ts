import type { FirstAdministrator } from "@/lib/clients/ensure-provider";

/**
 * What the running server hands to the start command. The two live in different bundles, where a module exists twice;
 * a symbol of the process is the one thing that both see.
 */
export type ServerHandle = {
  /** `created`: by this start. */
  info: { created: boolean; administrator: FirstAdministrator | null };
  /** Stops the jobs and closes the database, which frees the embedded database's lock. */
  stop(): Promise<void>;
};

const KEY = Symbol.for("backstay.server");

/** Makes the handle known to the start command. */
export function publishServerHandle(handle: ServerHandle): void {
  Reflect.set(globalThis, KEY, handle);
}

/** The handle of the server that runs in this process, if one has booted. */
export function serverHandle(): ServerHandle | undefined {
  return Reflect.get(globalThis, KEY) as ServerHandle | undefined;
}
