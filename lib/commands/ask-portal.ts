import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import { CommandError } from "@/lib/command-error";
import type { Session } from "./command";
import type { CommandName } from "./registry";
import { DATABASE_HEADER, databaseMark, folderProblem, SOCKET_NAME, socketAt, withSocketPath } from "./socket";

/** A line of the portal's answer. */
const printedSchema = z.union([
  z.object({ out: z.string() }),
  z.object({ err: z.string() }),
  z.object({ exitCode: z.int() }),
]);

export type Printed = z.infer<typeof printedSchema>;

type Place = { dataDir: string; databaseUrl?: string | undefined };

/**
 * Has the running portal run a command.
 * @param place where the portal would have its socket, and the DATABASE_URL that the command is meant for, if it knows one.
 * @returns its exit code; null when no portal runs here, or one with another database.
 * @throws CommandError when there is one that this user can't ask, or that breaks off.
 */
export async function askPortal(
  place: Place,
  name: CommandName,
  args: readonly string[],
  session: Session,
): Promise<number | null> {
  const { dataDir } = place;
  const response = await call(place, name, args).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    // What a process that was killed left behind, or one that has just ended; and no portal can be in what is no folder.
    if (code === "ECONNREFUSED" || code === "ENOENT" || code === "ENOTDIR") return null;
    if (code === "EACCES" || code === "EPERM") {
      throw new CommandError(`Run this command as the user who runs the portal: ${dataDir} isn't open to anyone else.`);
    }
    throw error instanceof CommandError ? error : brokenOff(error);
  });
  if (response === null) return null;
  if (response.statusCode === 409) {
    response.resume();
    return null;
  }
  if (response.statusCode !== 200) {
    throw new CommandError("The running portal doesn't know this command. Restart it, and run the command again.");
  }
  return printAll(response, session);
}

async function call(
  { dataDir, databaseUrl }: Place,
  name: string,
  args: readonly string[],
): Promise<IncomingMessage | null> {
  if (socketAt(join(dataDir, SOCKET_NAME)) === null) return null;
  const problem = folderProblem(dataDir);
  if (problem) throw new CommandError(problem);
  return withSocketPath(dataDir, SOCKET_NAME, async (socketPath) => {
    const headers = databaseUrl ? { [DATABASE_HEADER]: databaseMark(databaseUrl) } : {};
    const sent = request({ socketPath, path: `/${name}`, method: "POST", headers });
    sent.end(JSON.stringify(args));
    const [response] = await once(sent, "response");
    return response as IncomingMessage;
  });
}

async function printAll(response: IncomingMessage, session: Session): Promise<number> {
  try {
    let rest = "";
    response.setEncoding("utf8");
    for await (const text of response as AsyncIterable<string>) {
      const lines = `${rest}${text}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const printed = printedSchema.parse(JSON.parse(line));
        if ("exitCode" in printed) return printed.exitCode;
        if ("out" in printed) session.out(printed.out);
        else session.err(printed.err);
      }
    }
  } catch (error) {
    throw brokenOff(error);
  }
  throw brokenOff(undefined);
}

const brokenOff = (cause: unknown) =>
  Object.assign(
    new CommandError("The portal stopped before the command was done. Check what it did before you run it again."),
    { cause },
  );
