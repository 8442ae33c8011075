import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { jest } from "@jest/globals";
import { clearDataFolder } from "@/lib/jobs/clear-data-folder";
import { log } from "@/lib/log";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backstay-data-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const HOUR_MS = 3_600_000;

/** A file, or a folder with one in it, last touched some time ago. */
function leave(path: string, ageMs: number): string {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  if (path.startsWith(".commands-")) {
    mkdirSync(place);
    writeFileSync(join(place, "s"), "");
  } else writeFileSync(place, "x");
  const time = new Date(Date.now() - ageMs);
  utimesSync(place, time, time);
  return path;
}

const everything = () => [
  ...readdirSync(folder).filter((name) => name !== "mailbox"),
  ...readdirSync(join(folder, "mailbox")).map((name) => `mailbox/${name}`),
];

const EMAIL = "0190f5c4-0000-4000-8000-000000000001";
const UNFINISHED = [
  "auth-secret.4711",
  ".commands-Ab3dEf",
  `mailbox/.${EMAIL}.4c2fa6f4-7b58-4b8f-9b0c-1e0c5c2f3a11.part`,
];
const KEPT = ["auth-secret", "commands.sock", "database.lock.json", `mailbox/${EMAIL}.eml`, "mailbox/notes.part", "x"];

test("what killed processes left half-made goes, and nothing else", () => {
  for (const path of UNFINISHED) leave(path, 0);
  const kept = KEPT.map((path) => leave(path, 100 * HOUR_MS));
  clearDataFolder(folder, { alone: true });
  expect(everything().sort()).toEqual(kept.sort());
});

test("where other portals may use the folder, what they may be working on stays", () => {
  const young = UNFINISHED.map((path) => leave(path, HOUR_MS / 2));
  leave("mailbox/.old.x.part", 2 * HOUR_MS);
  leave("auth-secret.1", 2 * HOUR_MS);
  // A wrong clock's.
  leave(".commands-Future", -100 * HOUR_MS);
  clearDataFolder(folder, { alone: false });
  expect(everything().sort()).toEqual(young.sort());
});

test("a folder that isn't there, or is none, stops nothing", () => {
  const warn = jest.spyOn(log, "warn").mockImplementation(() => undefined);
  clearDataFolder(join(folder, "none"), { alone: true });
  expect(warn).not.toHaveBeenCalled();
  writeFileSync(join(folder, "mailbox"), "");
  clearDataFolder(folder, { alone: true });
  expect(warn).toHaveBeenCalledTimes(1);
  warn.mockRestore();
});
