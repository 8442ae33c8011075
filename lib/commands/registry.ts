import type { Command } from "./command";

/**
 * Every command there is, by the name that `lib/cli/command.ts` and the running portal know it by. Loaded when it is needed: a portal
 * that runs none holds none of their code.
 */
export const COMMANDS = {
  provision: async () => (await import("./provision")).PROVISION,
  seed: async () => (await import("./seed")).SEED,
  "recover-access": async () => (await import("./recover-access")).RECOVER_ACCESS,
} as const satisfies Record<string, () => Promise<Command>>;

export type CommandName = keyof typeof COMMANDS;

/** Whether a text is the name of a command. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
