import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { EnvError, resetEnv } from "@/lib/env";

let folder = "";
let before: Record<string, string | undefined> = {};

beforeEach(() => {
  before = { AUTH_SECRET: process.env.AUTH_SECRET, DATA_DIR: process.env.DATA_DIR };
  folder = mkdtempSync(join(tmpdir(), "backstay-keys-"));
  delete process.env.AUTH_SECRET;
  process.env.DATA_DIR = folder;
  resetEnv();
  jest.resetModules();
});

afterEach(() => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  resetEnv();
  rmSync(folder, { recursive: true });
});

/** The module as another process would load it: it keeps the secret once it has read it. */
async function secretOfAFreshProcess(): Promise<string | undefined> {
  const { authSecrets } = await import("@/lib/auth/keys");
  return authSecrets()[0];
}

test("a generated secret is kept whole, for its owner alone, and found again", async () => {
  const secret = await secretOfAFreshProcess();
  expect(Buffer.from(secret ?? "", "base64")).toHaveLength(33);
  expect(readdirSync(folder)).toEqual(["auth-secret"]);
  expect(readFileSync(join(folder, "auth-secret"), "utf8")).toBe(secret);
  expect(statSync(join(folder, "auth-secret")).mode & 0o777).toBe(0o600);
  jest.resetModules();
  expect(await secretOfAFreshProcess()).toBe(secret);
});

test.each(["", "cut off"])("a file with %p in it makes no keys", async (content) => {
  writeFileSync(join(folder, "auth-secret"), content);
  const error = await secretOfAFreshProcess().catch((reason: unknown) => reason);
  expect(error).toHaveProperty("name", EnvError.name);
  expect(error).toHaveProperty("message", expect.stringContaining("auth-secret is damaged"));
});
