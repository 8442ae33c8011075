import next from "next";
import { renewDatabase } from "@/db/client";
import { ensureBuild, markServing } from "@/lib/cli/build";
import { loadConfiguration, ROOT } from "@/lib/cli/configuration";
import { sendConsoleToLog } from "@/lib/cli/console-to-log";
import { libraryAtFault } from "@/lib/cli/library-at-fault";
import { welcome } from "@/lib/cli/start-messages";
import { onStopSignal } from "@/lib/cli/stop-signals";
import { CommandError } from "@/lib/command-error";
import { explainError } from "@/lib/commands/explain-error";
import { serverHandle } from "@/lib/jobs/server-handle";
import { log } from "@/lib/log";
import { readActions } from "@/lib/server/body-limits";
import {
  assertPortIsFree,
  createHttpServer,
  drain,
  listen,
  localOrigin,
  type RequestHandler,
} from "@/lib/server/http-server";

const DRAIN_CAP_MS = 10_000;
const STOP_CAP_MS = 20_000;

const say = (line: string) => process.stdout.write(`${line}\n`);
const stopped = new AbortController();
const undo: Array<() => Promise<unknown>> = [];

/** Undoes in reverse order what the start did: connections, Next's background work, jobs, database. */
async function stop(exitCode: number): Promise<never> {
  setTimeout(() => process.exit(exitCode || 1), STOP_CAP_MS).unref();
  let code = exitCode;
  for (const step of undo.splice(0).reverse()) {
    await step().catch((error: unknown) => {
      log.error({ err: error }, "stopping failed");
      code ||= 1;
    });
  }
  process.exit(code);
}

async function start(): Promise<void> {
  const settings = loadConfiguration();
  const { HOST, PORT, APP_URL } = settings;
  log.level = settings.LOG_LEVEL;
  await assertPortIsFree(HOST, PORT);
  await ensureBuild(ROOT, { say, signal: stopped.signal });
  undo.push(await markServing(ROOT));
  readActions(ROOT);

  // After an action that redirects, Next fetches the new page from itself; it must not guess the address for that.
  process.env.__NEXT_PRIVATE_ORIGIN = localOrigin(HOST, PORT);
  let handle: RequestHandler | undefined;
  const server = createHttpServer(APP_URL, async (request, response) => handle?.(request, response));
  // Quiet, because instrumentation.ts logs each failed request with its number.
  const app = next({ dev: false, dir: ROOT, hostname: HOST, port: PORT, httpServer: server, quiet: true });
  sendConsoleToLog();
  undo.push(async () => serverHandle()?.stop());
  await app.prepare();
  undo.push(() => app.close());
  // Next starts instrumentation.ts without waiting for it; only this tells when it is done, and whether it failed.
  const { ensureInstrumentationRegistered } = await import(
    "next/dist/server/lib/router-utils/instrumentation-globals.external"
  );
  await ensureInstrumentationRegistered(ROOT, ".next");
  handle = app.getRequestHandler();
  stopped.signal.throwIfAborted();
  await listen(server, HOST, PORT);
  undo.push(() => drain(server, DRAIN_CAP_MS));
  say(welcome(settings, serverHandle()?.info));
}

let starting: Promise<void> | undefined;
onStopSignal((signalExitCode) => {
  stopped.abort(new CommandError("Stopped."));
  say("Stopping …");
  // A start in progress ends at its next step and undoes what it did.
  void (starting ?? Promise.resolve()).then(
    () => stop(0),
    () => stop(signalExitCode),
  );
});
process.on("uncaughtException", (error) => {
  const library = libraryAtFault(error);
  if (library === null) {
    log.fatal({ err: error }, "an uncaught error");
    void stop(1);
    return;
  }
  // It cost the job it came from (docs/decisions/0034).
  log.error({ err: error, library }, "a library threw out of a callback");
  if (library === "postgres") void renewDatabase();
});

starting = start();
starting.catch((error: unknown) => {
  if (stopped.signal.aborted) return;
  process.stderr.write(`${explainError(error)}\n`);
  void stop(1);
});
