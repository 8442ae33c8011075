import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild, markServing } from "@/lib/cli/build";

const STALE_MS = 2_000;
const BUILDS = 'const fs = require("node:fs"); fs.writeFileSync(".next/BUILD_ID", "a build");';

let root = "";
let work = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "backstay-build-"));
  work = join(root, ".next", "cache", "backstay");
  const next = join(root, "node_modules", "next", "dist", "bin");
  for (const folder of [work, next]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(next, "next"), BUILDS);
});
afterEach(() => rmSync(root, { recursive: true }));

const touch = (name: string, time: Date) => utimesSync(join(work, name), time, time);
function lock(name: string, ageMs: number): void {
  mkdirSync(join(work, name));
  touch(name, new Date(Date.now() - ageMs));
}
const locks = () => readdirSync(work).filter((name) => name.includes(".lock"));
const build = (signal?: AbortSignal) =>
  ensureBuild(root, { say: () => undefined, staleMs: STALE_MS, ...(signal && { signal }) });

const DAY_MS = 86_400_000;
const gone = () => spawnSync(process.execPath, ["-e", ""]).pid;

test.each(["build.lock", "serving-1-0a1b2c3d.lock", "serving-1.lock"])(
  "a lock from the future that no one touches holds up no build: %s",
  async (name) => {
    lock(name, -DAY_MS);
    expect(await build()).not.toBeNull();
    expect(locks()).toEqual([]);
  },
  60_000,
);

test("one that a server touches does: its files are not replaced", async () => {
  lock("serving-1-0a1b2c3d.lock", -DAY_MS);
  let seconds = 0;
  const server = setInterval(() => touch("serving-1-0a1b2c3d.lock", new Date(Date.now() + DAY_MS + ++seconds)), 100);
  await expect(build().finally(() => clearInterval(server))).rejects.toThrow("still running from this folder");
}, 60_000);

test("a start that watches such a lock can be stopped", async () => {
  lock("build.lock", -DAY_MS);
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error("Stopped.")), 100);
  await expect(ensureBuild(root, { say: () => undefined, staleMs: 3_600_000, signal: stop.signal })).rejects.toThrow(
    "Stopped.",
  );
  expect(locks()).toEqual(["build.lock"]);
}, 60_000);

test("the start removes the marks of servers that were killed, and no others", async () => {
  const dead = gone();
  const stays = [`serving-${dead}-0a1b2c3d.lock`, `serving-${process.ppid}-0a1b2c3d.lock`];
  lock(stays[0] ?? "", 0);
  lock(stays[1] ?? "", DAY_MS);
  for (const name of [
    `serving-${dead}.lock`,
    `serving-${dead}-ffff0000.lock`,
    `serving-${process.pid}-0a1b2c3d.lock`,
  ]) {
    lock(name, DAY_MS);
  }
  const release = await markServing(root);
  const own = locks().filter((name) => !stays.includes(name));
  expect(own).toEqual([expect.stringMatching(new RegExp(`^serving-${process.pid}-(?!0a1b2c3d)[\\da-f]{8}\\.lock$`))]);
  expect(locks()).toEqual(expect.arrayContaining(stays));
  await release();
  expect(locks().sort()).toEqual(stays.sort());
});

test("a server whose predecessor of the same number was killed a moment ago starts", async () => {
  lock(`serving-${process.pid}.lock`, 0);
  lock(`serving-${process.pid}-0a1b2c3d.lock`, 0);
  const release = await markServing(root);
  expect(locks()).toHaveLength(3);
  await release();
});
