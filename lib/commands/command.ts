/** Where a command writes, line by line, and what tells it to come to its end. */
export type Session = {
  out(line: string): void;
  err(line: string): void;
  /** Aborted when the process that runs the command is being stopped. */
  signal: AbortSignal;
};

/** What a command line asks for: something to do, or what is wrong with it, a line for each mistake. */
export type Request<Input> = { input: Input } | { mistakes: string[] };

/** What the operator of the server can do with the installation from a shell. */
export type Command = {
  /** What `--help` prints. */
  usage: string;
  /**
   * Checks the command line, without the database.
   * @returns what is wrong with it, or what does it with an open database and gives the exit code; that may throw a CommandError.
   */
  read(args: readonly string[]): { mistakes: string[] } | { run(session: Session): Promise<number> };
};

/** Puts a command together from how it reads its options and what it does with them. */
export function defineCommand<Input>({
  usage,
  read,
  run,
}: {
  usage: string;
  read(args: readonly string[]): Request<Input>;
  run(input: Input, session: Session): Promise<number>;
}): Command {
  return {
    usage,
    read(args) {
      const request = read(args);
      return "mistakes" in request ? request : { run: (session) => run(request.input, session) };
    },
  };
}
