/** Texts that scripts say, as a tree of messages. */
export type ScriptTexts = Record<string, unknown>;

/**
 * Where texts of scripts are kept by the address of their file, under `Symbol.for` of this name: in the browser the
 * files put them there, on the server the code that gives a page the address.
 */
export const TEXTS_REGISTRY = "backstay.texts";

/** The texts that are here already. */
export function loadedTexts(): Record<string, ScriptTexts> {
  const registry = globalThis as { [key: symbol]: Record<string, ScriptTexts> | undefined };
  const key = Symbol.for(TEXTS_REGISTRY);
  registry[key] ??= {};
  return registry[key];
}
