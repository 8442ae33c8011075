import type { Session } from "./command";
import { explainError } from "./explain-error";
import { COMMANDS, type CommandName } from "./registry";

const FAILED = 1;
const WRONG_INPUT = 2;

/**
 * Runs a command, in the running portal or in a process of its own: what it prints and its exit code are the same. Never throws.
 * @param withDatabase opens the database for what is to be done, where it is not open already.
 * @returns the exit code: 1 for what could not be done, 2 for a command line that is wrong.
 */
export async function runCommand(
  name: CommandName,
  args: readonly string[],
  session: Session,
  withDatabase: (run: () => Promise<number>) => Promise<number> = (run) => run(),
): Promise<number> {
  try {
    const command = await COMMANDS[name]();
    if (args.includes("--help") || args.includes("-h")) {
      session.out(command.usage);
      return 0;
    }
    const request = command.read(args);
    if ("run" in request) return await withDatabase(() => request.run(session));
    for (const line of request.mistakes) session.err(line);
    return WRONG_INPUT;
  } catch (error) {
    session.err(explainError(error));
    return FAILED;
  }
}
