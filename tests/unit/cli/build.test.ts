import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceFingerprint } from "@/lib/cli/build";

let root = "";
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "backstay-build-"));
  write("package.json", '{"version":"1.0.0"}');
  write("app/page.tsx", "one");
  write("lib/cli/start.ts", "two");
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  ["a changed file", () => write("app/page.tsx", "other")],
  ["a new file", () => write("db/migrations/0001.sql", "x")],
  ["a new version", () => write("package.json", '{"version":"1.0.1"}')],
  ["a removed file", () => rmSync(join(root, "lib/cli/start.ts"))],
  [
    "text that moved from one file to the next",
    () => {
      write("app/page.tsx", "onet");
      write("lib/cli/start.ts", "wo");
    },
  ],
])("%s makes another build", (_name, change) => {
  const before = sourceFingerprint(root);
  expect(sourceFingerprint(root)).toBe(before);
  change();
  expect(sourceFingerprint(root)).not.toBe(before);
});

test("what is no source makes none", () => {
  const before = sourceFingerprint(root);
  for (const path of ["tests/a.test.ts", "docs/x.md", ".env", "data/x", ".next/BUILD_ID"]) write(path, "x");
  expect(sourceFingerprint(root)).toBe(before);
});
