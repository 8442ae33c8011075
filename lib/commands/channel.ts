import { once } from "node:events";
import { chmodSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { basename, join } from "node:path";
import { z } from "zod";
import { makeFolder } from "@/db/data-folder";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { Printed } from "./ask-portal";
import { isCommandName } from "./registry";
import { runCommand } from "./run-command";
import { DATABASE_HEADER, databaseMark, folderProblem, SOCKET_NAME, socketAt, withSocketPath } from "./socket";

/** The folder in which the socket is made, before it gets its place. */
export const UNFINISHED_SOCKET = /^\.commands-\w{6}$/;
const MOST_BYTES = 64 * 1024;
const argumentsSchema = z.array(z.string()).max(100);

/** Refuses new commands, and waits for those that run. */
export type Channel = { close(): Promise<void> };

/**
 * Lets the operator of the server run commands inside this process, through a socket in DATA_DIR that only they can open. Of several
 * portals with one folder, the first has it. Never throws: a portal without the channel works, and its log says why.
 */
export async function openChannel(dataDir: string): Promise<Channel> {
  const stopping = new AbortController();
  const server = createServer((request, response) => {
    answer(request, response, stopping.signal).catch((error: unknown) => {
      log.error({ err: error }, "a command could not be answered");
      response.destroy();
    });
  });
  const path = join(dataDir, SOCKET_NAME);
  try {
    const socket = await listen(server, dataDir, path);
    if (socket === null) return { close: async () => undefined };
    return {
      async close() {
        stopping.abort();
        // Another portal may have put its own there.
        if (socketAt(path) === socket) rmSync(path, { force: true });
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeIdleConnections();
        await closed;
      },
    };
  } catch (error) {
    log.warn({ err: error }, "commands cannot run in this portal");
    return { close: async () => undefined };
  }
}

/** Puts a listening socket in place. @returns which one it is; null when another portal serves there. */
async function listen(server: Server, dataDir: string, path: string): Promise<number | null> {
  makeFolder(dataDir);
  const problem = folderProblem(dataDir);
  if (problem) throw new Error(problem);
  if (await isServed(dataDir)) return null;
  // Made where no one else can reach it, closed to others, and then moved over one that a dead process left.
  const workshop = mkdtempSync(join(dataDir, ".commands-"));
  try {
    const made = join(workshop, "s");
    await withSocketPath(workshop, basename(made), async (short) => {
      server.listen(short);
      await once(server, "listening");
    });
    chmodSync(made, 0o600);
    const socket = socketAt(made);
    renameSync(made, path);
    return socket;
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/** Whether someone listens at the channel's end. */
function isServed(dataDir: string): Promise<boolean> {
  return withSocketPath(dataDir, SOCKET_NAME, async (path) => {
    const probe = connect(path);
    try {
      await once(probe, "connect");
      return true;
    } catch {
      return false;
    } finally {
      probe.destroy();
    }
  });
}

/** Runs the command that the path names with the arguments in the body, and sends what it prints, a JSON line each. */
async function answer(request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
  response.setHeader("Connection", "close");
  const name = request.url?.slice(1) ?? "";
  const meantFor = request.headers[DATABASE_HEADER];
  if (meantFor !== undefined && meantFor !== databaseMark(env().DATABASE_URL ?? "")) {
    response.writeHead(409).end();
    return;
  }
  const args = argumentsSchema.safeParse(await jsonOf(request));
  if (!isCommandName(name) || !args.success) {
    response.writeHead(isCommandName(name) ? 400 : 404).end();
    return;
  }
  response.writeHead(200, { "Content-Type": "application/x-ndjson" });
  response.flushHeaders();
  // The command goes on, even if the one who asked is gone.
  const print = (line: Printed) => response.write(`${JSON.stringify(line)}\n`);
  const session = { out: (out: string) => print({ out }), err: (err: string) => print({ err }), signal };
  const exitCode = await runCommand(name, args.data, session);
  log.info({ command: name, exitCode }, "a command ran");
  print({ exitCode });
  response.end();
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.byteLength;
    if (bytes > MOST_BYTES) return undefined;
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString());
  } catch {
    return undefined;
  }
}
