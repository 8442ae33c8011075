import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duties } from "./server";
import type { World } from "./world";

/** A running Backstay with a world in it (server.ts), and the way to ask its process. */
export type Installation = {
  origin: string;
  port: number;
  /** What its process has printed so far: its log. */
  printed(): string;
  ask<Name extends keyof Duties>(
    name: Name,
    ...value: Parameters<Duties[Name]>
  ): Promise<Awaited<ReturnType<Duties[Name]>>>;
  stop(): Promise<void>;
};

const START_CAP_MS = 300_000;

/** Starts one. Its database is in memory, its mailbox in a folder that goes with it. */
export async function startInstallation(world: World, logLevel = "error"): Promise<Installation> {
  const dataDir = mkdtempSync(join(tmpdir(), "backstay-isolation-"));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = fork(join(process.cwd(), "tests", "isolation", "server.ts"), {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      APP_URL: origin,
      AUTH_SECRET: "a secret of the tests, never used elsewhere",
      DATA_DIR: dataDir,
      // No one is there: DNS is not part of these tests.
      DNS_RESOLVER: "127.0.0.1:1",
      EMAIL_TRANSPORT: "mailbox",
      HOST: "127.0.0.1",
      LOG_LEVEL: logLevel,
      PORT: String(port),
    },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await once(child, "message");
    const ask = asking(child);
    await ask("begin", { tenants: world.tenants, people: world.people });
    await untilReady(child, port);
    return { origin, port, printed: () => printed, ask, stop };
  } catch (error) {
    await stop();
    throw new Error(`Backstay did not start:\n${printed}`, { cause: error });
  }
}

function asking(child: ChildProcess): Installation["ask"] {
  type Answer = { number: number; answer?: unknown; error?: string };
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let count = 0;
  child.on("message", ({ number, answer, error }: Answer) => {
    const asker = waiting.get(number);
    waiting.delete(number);
    if (error === undefined) asker?.resolve(answer);
    else asker?.reject(new Error(error));
  });
  child.once("exit", () => {
    for (const { reject } of waiting.values()) reject(new Error("the server is gone"));
  });
  return (name, ...[value]) =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve: resolve as (answer: unknown) => void, reject });
      child.send({ number: count, name, value });
    });
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  const until = Date.now() + START_CAP_MS;
  while (Date.now() < until && child.exitCode === null) {
    const ready = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("no answer from /api/health");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
