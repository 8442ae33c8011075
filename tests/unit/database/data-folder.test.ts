import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "@/db/data-folder";
import { openEmbedded } from "@/db/embedded";
import { lockFolder } from "@/db/embedded-lock";
import { explainError } from "@/lib/commands/explain-error";

const STACK = /\n\s+at /;
const TIMES = { stale: 2_000, update: 1_000 };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backstay-data-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the operator reads when something fails. */
async function refusal(work: () => unknown): Promise<string> {
  const words = await Promise.resolve()
    .then(work)
    .then(() => "it worked", explainError);
  expect(words).not.toMatch(STACK);
  return words;
}

test("folders are made one below the other, for their owner alone", () => {
  const path = join(folder, "a", "b");
  makeFolder(path);
  makeFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o700);
});

const onLinux = process.platform === "linux" ? test : test.skip;
onLinux("a folder below one that takes none is refused in words", async () => {
  expect(await refusal(() => makeFolder("/proc/backstay/database"))).toContain("can't be created there");
});

test("a file where a folder belongs is named, and so is a folder where a file belongs", async () => {
  const path = join(folder, "database");
  writeFileSync(path, "");
  expect(await refusal(() => openEmbedded(path))).toContain(`${path} has to be a folder`);
  expect(await refusal(() => makeFolder(join(path, "below")))).toContain("has to be in a folder");
  rmSync(path);
  mkdirSync(`${path}.lock.json`);
  expect(await refusal(() => openEmbedded(path))).toContain(`${path}.lock.json has to be a file`);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test("a lock from the future is void when no one touches it, and holds when someone does", async () => {
  const path = join(folder, "database");
  const future = new Date(Date.now() + 86_400_000);
  mkdirSync(path);
  mkdirSync(`${path}.lock`);
  utimesSync(`${path}.lock`, future, future);
  const release = await lockFolder(path, TIMES);
  expect(readdirSync(folder)).toEqual(["database", "database.lock", "database.lock.json"]);
  await release();

  mkdirSync(`${path}.lock`);
  utimesSync(`${path}.lock`, future, future);
  let seconds = 0;
  const holder = setInterval(() => {
    const next = new Date(future.getTime() + ++seconds * 1000);
    utimesSync(`${path}.lock`, next, next);
  }, 100);
  const words = await refusal(() => lockFolder(path, TIMES)).finally(() => clearInterval(holder));
  expect(words).toContain("is in use by another Backstay process");
}, 60_000);

const mounted = (path: string) => spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", path]).status === 0;
const mayMount = (() => {
  const probe = mkdtempSync(join(tmpdir(), "backstay-mount-"));
  const may = process.getuid?.() === 0 && mounted(probe);
  if (may) spawnSync("umount", [probe]);
  rmSync(probe, { recursive: true, force: true });
  return may;
})();

(mayMount ? test : test.skip)(
  "on a full disk a new database is refused in words, and what it left is removed (needs leave to mount)",
  async () => {
    expect(mounted(folder)).toBe(true);
    try {
      expect(await refusal(() => openEmbedded(join(folder, "database")))).toContain("The disk is full");
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      // The engine, which failed, may still have files open.
      spawnSync("umount", ["-l", folder]);
    }
  },
  60_000,
);
