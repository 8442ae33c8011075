import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../e2e/support/command";

const run = promisify(execFile);
/** Where Debian keeps the programs of a server, which are not on the path. */
const DEBIAN = "/usr/lib/postgresql";

export type OwnPostgres = {
  url: string;
  /** At once, as after a loss of power: connections break and nothing is tidied up. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
};

/**
 * A Postgres server for one test alone, which may stop and start it.
 * @returns null where there are no programs to make one with.
 */
export async function ownPostgres(): Promise<OwnPostgres | null> {
  const programs = await findPrograms();
  if (!programs) return null;
  const folder = mkdtempSync(join(tmpdir(), "backstay-postgres-"));
  const data = join(folder, "data");
  const as = await unprivileged(folder);
  const port = await freePort();
  const call = (program: string, ...args: string[]) => {
    const [command = "", ...rest] = [...as, join(programs, program), ...args];
    return run(command, rest, { cwd: folder });
  };
  await call("initdb", "--pgdata", data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync");
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
  const start = async () => {
    await call("pg_ctl", "--pgdata", data, "--log", join(folder, "log"), "--options", options, "--wait", "start");
  };
  const stop = async () => {
    await call("pg_ctl", "--pgdata", data, "--mode=immediate", "--wait", "stop");
  };
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop,
    start,
    async remove() {
      if (existsSync(join(data, "postmaster.pid"))) await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function findPrograms(): Promise<string | null> {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one)) : [];
  const places = [...(process.env.PATH ?? "").split(":"), ...versions.map((version) => join(DEBIAN, version, "bin"))];
  return places.find((place) => existsSync(join(place, "initdb")) && existsSync(join(place, "pg_ctl"))) ?? null;
}

/** A server refuses to run as root: then it runs as the user of the machine's own. What to put before a command. */
async function unprivileged(folder: string): Promise<string[]> {
  if (process.getuid?.() !== 0) return [];
  const id = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout);
  chownSync(folder, await id("-u"), await id("-g"));
  return ["runuser", "-u", "postgres", "--"];
}
