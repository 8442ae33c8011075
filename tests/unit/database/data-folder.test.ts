import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Connection } from "@/db/client";
import { makeFolder } from "@/db/data-folder";
import { openEmbedded } from "@/db/embedded";
import { lockFolder } from "@/db/embedded-lock";
import { migrateToLatest } from "@/db/migrate";
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

const mounted = (path: string, size: string) =>
  spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path]).status === 0;
const mayMount = (() => {
  const probe = mkdtempSync(join(tmpdir(), "backstay-mount-"));
  const may = process.getuid?.() === 0 && mounted(probe, "2m");
  if (may) spawnSync("umount", [probe]);
  rmSync(probe, { recursive: true, force: true });
  return may;
})();

(mayMount ? describe : describe.skip)("on a full disk (needs leave to mount)", () => {
  // The engine, which failed, may still have files open.
  afterEach(() => spawnSync("umount", ["-l", folder]));

  /** Fills the disk but for some bytes. */
  function fill(left: number): void {
    const path = join(folder, "other files");
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(path, Buffer.alloc(bavail * bsize - left));
  }
  const writeMuch = async ({ db }: Connection) => {
    await db.execute(sql`create table much as select repeat(md5(i::text), 20) from generate_series(1, 20000) as i`);
  };
  const database = () => join(folder, "database");

  test("a new database is refused in words, and what it left is removed", async () => {
    expect(mounted(folder, "2m")).toBe(true);
    expect(await refusal(() => openEmbedded(database()))).toContain("The disk is full");
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  test("so is one whose tables have no room, and with room the next start makes it", async () => {
    expect(mounted(folder, "100m")).toBe(true);
    const prepare = (connection: Connection) => {
      fill(500_000);
      return migrateToLatest(connection);
    };
    expect(await refusal(() => openEmbedded(database(), { prepare }))).toContain("The disk is full");
    expect(readdirSync(folder)).toEqual(["other files"]);
    rmSync(join(folder, "other files"));
    await (await openEmbedded(database(), { prepare: migrateToLatest })).close();
  }, 120_000);

  test("of an existing one nothing is removed, whether the engine says what is wrong or breaks down", async () => {
    expect(mounted(folder, "100m")).toBe(true);
    await (await openEmbedded(database())).close();
    const files = readdirSync(database());
    for (const left of [0, 40_960, 400_000]) {
      fill(left);
      expect(await refusal(() => openEmbedded(database(), { prepare: writeMuch }))).toContain("The disk is full");
      expect(readdirSync(database())).toEqual(expect.arrayContaining(files));
      rmSync(join(folder, "other files"));
      // One that broke down starts again in a new process only.
      if (left < 400_000) await (await openEmbedded(database())).close();
    }
  }, 120_000);
});
