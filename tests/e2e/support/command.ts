import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

export type Running = {
  child: ChildProcess;
  port: number;
  /** Everything printed so far. */
  output(): string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>;
};

type Settings = Record<string, string | undefined>;

const START = ["node", "--import", "tsx", "lib/cli/start.ts"];

/** Starts Backstay and waits until it is ready; on a free port when none is given. */
export async function startBackstay(settings: Settings, command = START, givenPort?: number): Promise<Running> {
  const port = givenPort ?? (await freePort());
  const running = run(command, { ...settings, PORT: String(port) });
  const until = Date.now() + 600_000;
  while (Date.now() < until && running.child.exitCode === null) {
    const ready = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return { ...running, port };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  running.child.kill("SIGKILL");
  throw new Error(`Backstay did not start:\n${running.output()}`);
}

/** Runs a command to its end. */
export async function runToEnd(command: string[], settings: Settings) {
  const running = run(command, settings);
  return { exitCode: await ended(running.child), output: running.output() };
}

/** Runs the start command where it is expected to refuse. */
export async function startRefused(settings: Settings) {
  return runToEnd(START, { PORT: String(await freePort()), ...settings });
}

function run([program = "", ...args]: string[], settings: Settings) {
  const child = spawn(program, args, { env: { ...bareEnvironment(), ...settings }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended(child);
  };
  return { child, output: () => output, end };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  return child.exitCode;
}

/** A path to programs and nothing of this test run's own configuration. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, NODE_ENV: "production" };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
