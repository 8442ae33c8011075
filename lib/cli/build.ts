import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import lockfile from "proper-lockfile";
import { removeLock, removeLockFromTheFuture } from "@/db/void-locks";
import { keysFor } from "@/lib/auth/keys";
import { CommandError } from "@/lib/command-error";

/** Everything that goes into a build, or decides how it turns out. */
const SOURCES = [
  "app",
  "components",
  "db",
  "emails",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];
const STALE_MS = 20_000;
const LINES_SHOWN = 25;

/** A hash over the contents of all sources and the major version of Node. */
export function sourceFingerprint(root: string): string {
  const hash = createHash("sha256").update(`node ${process.versions.node.split(".")[0]}\n`);
  const add = (path: string) => {
    const content = readFileSync(join(root, path), "latin1");
    hash.update(`${path.split(sep).join("/")} ${content.length}\n`).update(content, "latin1");
  };
  for (const source of SOURCES) {
    if (!existsSync(join(root, source))) continue;
    if (source.includes(".")) add(source);
    else for (const path of filesBelow(root, source)) add(path);
  }
  return hash.digest("hex");
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { encoding: "utf8", recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
}

const stampPath = (root: string) => join(root, ".next", "backstay-build.json");
/** Next empties its folder before a build, but for the cache. */
const workFolder = (root: string) => join(root, ".next", "cache", "backstay");

function isBuilt(root: string, fingerprint: string): boolean {
  try {
    const stamp: unknown = JSON.parse(readFileSync(stampPath(root), "utf8"));
    const same = typeof stamp === "object" && stamp !== null && Reflect.get(stamp, "fingerprint") === fingerprint;
    return same && existsSync(join(root, ".next", "BUILD_ID"));
  } catch {
    return false;
  }
}

/** `staleMs`: how long a lock holds that is not touched; tests shorten it. */
type BuildOptions = { say: (line: string) => void; signal?: AbortSignal; staleMs?: number };

/**
 * Builds when the sources differ from those of the last build. Starts that come at the same time wait for one build,
 * and no build replaces files under a server that runs from the same folder.
 * @returns the seconds it took, or null when there was nothing to do
 */
export async function ensureBuild(root: string, options: BuildOptions): Promise<number | null> {
  if (isBuilt(root, sourceFingerprint(root))) return null;
  mkdirSync(workFolder(root), { recursive: true });
  const release = await takeBuildLock(root, options);
  try {
    const fingerprint = sourceFingerprint(root);
    if (isBuilt(root, fingerprint)) return null;
    await refuseWhileServing(root, options);
    const startedAt = performance.now();
    options.say("Building Backstay. This happens once per version and takes a minute or two.");
    await runNextBuild(root, options.signal);
    writeFileSync(stampPath(root), JSON.stringify({ fingerprint }));
    const seconds = (performance.now() - startedAt) / 1000;
    options.say(`Built in ${Math.round(seconds)} seconds.`);
    return seconds;
  } finally {
    await release();
  }
}

async function takeBuildLock(
  root: string,
  { say, signal, staleMs = STALE_MS }: BuildOptions,
): Promise<() => Promise<void>> {
  const lockfilePath = join(workFolder(root), "build.lock");
  for (let told = false; ; ) {
    signal?.throwIfAborted();
    try {
      return await lockfile.lock(workFolder(root), { lockfilePath, stale: staleMs, onCompromised: () => undefined });
    } catch (error) {
      if (!(error instanceof Error) || Reflect.get(error, "code") !== "ELOCKED") throw error;
      if (!told) say("Another process is building Backstay in this folder. Waiting for it to finish.");
      told = true;
      if (!(await removeLockFromTheFuture(lockfilePath, staleMs, signal))) await sleep(500);
    }
  }
}

const MARK = /^serving-(\d+)(-[\da-f]+)?\.lock$/;

/** The marks of servers in the work folder, with the processes that made them. */
function marks(root: string): { path: string; pid: number }[] {
  return readdirSync(workFolder(root)).flatMap((name) => {
    const pid = MARK.exec(name)?.[1];
    return pid ? [{ path: join(workFolder(root), name), pid: Number(pid) }] : [];
  });
}

/**
 * Marks that this process serves the build, until the returned function is called or the process ends. The mark has a
 * name of its own: in a container, a process that was killed and the next one often have the same number.
 */
export async function markServing(root: string, staleMs = STALE_MS): Promise<() => Promise<void>> {
  mkdirSync(workFolder(root), { recursive: true });
  removeDeadMarks(root, staleMs);
  const name = `serving-${process.pid}-${randomBytes(4).toString("hex")}.lock`;
  return lockfile.lock(workFolder(root), {
    lockfilePath: join(workFolder(root), name),
    stale: staleMs,
    onCompromised: () => undefined,
  });
}

/** Removes what servers left that were killed: marks that have not been touched for long, of processes that are gone. */
function removeDeadMarks(root: string, staleMs: number): void {
  for (const { path, pid } of marks(root)) {
    const mark = statSync(path, { throwIfNoEntry: false });
    if (!mark || Date.now() - mark.mtimeMs < staleMs || (pid !== process.pid && isAlive(pid))) continue;
    removeLock(path, mark.mtimeMs);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

async function refuseWhileServing(root: string, { signal, staleMs = STALE_MS }: BuildOptions): Promise<void> {
  for (const { path, pid } of marks(root)) {
    if (!(await lockfile.check(workFolder(root), { lockfilePath: path, stale: staleMs }))) continue;
    if (await removeLockFromTheFuture(path, staleMs, signal)) continue;
    throw new CommandError(
      `Backstay is still running from this folder (process ${pid}), but its files have changed.\nStop that process, then start Backstay again.`,
    );
  }
}

/**
 * Next names server actions by a hash with this key and makes a random one for each build: then a page of one machine's
 * build could not post to another's. Made of AUTH_SECRET, which only several machines need, it is the same on all of them.
 */
function actionKey(): Record<string, string> {
  const [key] = process.env.AUTH_SECRET ? keysFor("server actions") : [];
  return key ? { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key.toString("base64") } : {};
}

async function runNextBuild(root: string, signal?: AbortSignal): Promise<void> {
  const logPath = join(workFolder(root), "build.log");
  const output = openSync(logPath, "w");
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const child: ChildProcess = spawn(process.execPath, [next, "build"], {
    cwd: root,
    stdio: ["ignore", output, output],
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      ...actionKey(),
    },
  });
  const kill = () => child.kill("SIGTERM");
  signal?.addEventListener("abort", kill);
  const [exitCode] = await once(child, "exit");
  signal?.removeEventListener("abort", kill);
  signal?.throwIfAborted();
  if (exitCode === 0) return;
  const tail = readFileSync(logPath, "utf8").trimEnd().split("\n").slice(-LINES_SHOWN).join("\n");
  throw new CommandError(`The build failed. The last lines of ${logPath}:\n\n${tail}`);
}
