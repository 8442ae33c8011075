import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import nextEnv from "@next/env";
import { CommandError } from "@/lib/command-error";
import { type Env, EnvError, env, resetEnv } from "@/lib/env";

/** The folder of this installation. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Makes this a production process with the variables of the environment and of the .env files. */
export function readEnvironment(): void {
  // Relative paths such as DATA_DIR mean the same whichever way the command was started.
  process.chdir(ROOT);
  Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  nextEnv.loadEnvConfig(ROOT, false, { info: () => undefined, error: (...text: unknown[]) => console.error(...text) });
  resetEnv();
}

/**
 * The same, and checks the configuration.
 * @throws CommandError naming every value that needs a change
 */
export function loadConfiguration(): Env {
  readEnvironment();
  try {
    return env();
  } catch (error) {
    if (error instanceof EnvError) throw new CommandError(error.message);
    throw error;
  }
}
