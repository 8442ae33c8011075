import { closeDatabase, openDatabase } from "@/db/client";
import { loadConfiguration, readEnvironment } from "@/lib/cli/configuration";
import { askPortal } from "@/lib/commands/ask-portal";
import type { Session } from "@/lib/commands/command";
import { explainError } from "@/lib/commands/explain-error";
import { isCommandName } from "@/lib/commands/registry";
import { runCommand } from "@/lib/commands/run-command";
import { dataFolder } from "@/lib/env";
import { log } from "@/lib/log";

const session: Session = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  signal: new AbortController().signal,
};

/** Has the running portal run the command that the first argument names, or opens the database where none runs. */
async function main([name = "", ...args]: string[]): Promise<number> {
  if (!isCommandName(name)) throw new Error(`unknown command: ${name}`);
  readEnvironment();
  // The lines of the command are the output; the log would get between them.
  log.level = process.env.LOG_LEVEL ?? "error";
  const place = { dataDir: dataFolder(process.env), databaseUrl: process.env.DATABASE_URL };
  const exitCode = await askPortal(place, name, args, session);
  if (exitCode !== null) return exitCode;
  loadConfiguration();
  return runCommand(name, args, session, async (run) => {
    await openDatabase();
    try {
      return await run();
    } finally {
      await closeDatabase();
    }
  });
}

main(process.argv.slice(2)).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    session.err(explainError(error));
    process.exit(1);
  },
);
