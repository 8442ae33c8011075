import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const FOLDER = join(process.cwd(), "tests", "bench", "floor");
const NEXT = join(process.cwd(), "node_modules", "next", "dist", "bin", "next");

/** Builds the floor: the same framework with bare pages, and nothing of the product. */
export async function buildFloor(say: (line: string) => void): Promise<void> {
  say("Building the floor …");
  const build = spawn(process.execPath, [NEXT, "build"], { cwd: FOLDER, stdio: ["ignore", "ignore", "inherit"] });
  const [exitCode] = await once(build, "close");
  if (exitCode !== 0) throw new Error("the floor could not be built");
}

/** Starts it on a database and waits until it answers. */
export async function startFloor(databaseUrl: string, port: number) {
  const child = spawn(process.execPath, [NEXT, "start", "-p", String(port), "-H", "127.0.0.1"], {
    cwd: FOLDER,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: databaseUrl },
  });
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries++) {
    const ready = await fetch(`${origin}/start`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) {
      return {
        origin,
        async stop() {
          child.kill("SIGTERM");
          if (child.exitCode === null) await once(child, "close");
        },
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  child.kill("SIGKILL");
  throw new Error("the floor did not start");
}
