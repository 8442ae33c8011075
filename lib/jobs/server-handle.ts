/**
 * What the running server hands to the start command. The two live in different bundles, where a module exists twice;
 * a symbol of the process is the one thing that both see.
 */
export type ServerHandle = {
  info: {
    /** The provider was created by this start. */
    created: boolean;
    /** Null when every administrator of the provider was deleted in the database itself. */
    administrator: { login: string; email: string; activated: boolean } | null;
  };
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
