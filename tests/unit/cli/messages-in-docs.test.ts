import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { welcome } from "@/lib/cli/start-messages";
import { parseEnv } from "@/lib/env";

const ROOT = process.cwd();

/** Every source that an operator can read messages of, with "…" in place of what is filled in. */
const SOURCES = ["db", "lib"]
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { encoding: "utf8", recursive: true }).map((n) => join(folder, n)),
  )
  .filter((path) => /\.ts$/.test(path))
  .map((path) => readFileSync(join(ROOT, path), "utf8").replace(/\$\{[^}]*\}/g, "…"))
  .join("\n");

const OPERATIONS = readFileSync(join(ROOT, "docs/operations.md"), "utf8");

const quoted = [
  ...(OPERATIONS.split(/\| startup says +\|/i)[1] ?? "").matchAll(/^\| `(.+?)` +\|/gm),
  ...OPERATIONS.matchAll(/log message\s+`(.+?)`/g),
].map((match) => match[1] ?? "");

test("docs/operations.md quotes messages", () => expect(quoted.length).toBeGreaterThan(8));

test.each(quoted)("the code has the message that docs/operations.md quotes: %s", (message) => {
  expect(SOURCES.includes(message)).toBe(true);
});

test("README.md shows what the first start prints", () => {
  const administrator = { login: "admin@example.com", email: "admin@example.com", activated: false };
  const printed = welcome(parseEnv({}), { created: true, administrator })
    .split("\n")
    .filter((line) => line.trim() && !line.includes("Ctrl-C"));
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  expect(printed).toHaveLength(3);
  for (const line of printed) expect(readme).toContain(`\n${line}\n`);
});
