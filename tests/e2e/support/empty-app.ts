import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./command";

const FOLDER = join(process.cwd(), "tests", "e2e", "empty-app");
const NEXT = join(process.cwd(), "node_modules", "next", "dist", "bin", "next");
/** What the build was made with; a new version of anything builds it again. */
const STAMP = join(FOLDER, ".next", "built-from");
const TRIES = 150;

/** Builds, once, and starts an app with one empty page of the framework that the product is built with. */
export async function startEmptyApp() {
  const lockfile = readFileSync(join(process.cwd(), "package-lock.json"), "utf8");
  if (!existsSync(STAMP) || readFileSync(STAMP, "utf8") !== lockfile) {
    execFileSync(process.execPath, [NEXT, "build"], { cwd: FOLDER, stdio: "pipe" });
    writeFileSync(STAMP, lockfile);
  }
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, [NEXT, "start", "-p", String(port), "-H", "127.0.0.1"], {
    cwd: FOLDER,
    stdio: "ignore",
  });
  const stop = async () => {
    child.kill("SIGTERM");
    if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  };
  for (let tries = 0; tries < TRIES; tries++) {
    const ready = await fetch(origin).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return { origin, stop };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stop();
  throw new Error("the empty app did not start");
}
