import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findChromium } from "./tests/support/chromium";

// Workers read this file again and inherit the environment, so that all see the same server and mailbox.
if (!process.env.BACKSTAY_E2E_DATA_DIR) {
  const folder = mkdtempSync(join(tmpdir(), "backstay-e2e-"));
  process.env.BACKSTAY_E2E_DATA_DIR = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}
process.env.BACKSTAY_E2E_PORT ??= "3199";
const { BACKSTAY_E2E_DATA_DIR: dataDir, BACKSTAY_E2E_PORT: port, BACKSTAY_E2E_DATABASE_URL: databaseUrl } = process.env;
const origin = `http://localhost:${port}`;
const executablePath = findChromium();

/** One server for all specs: the production build on an empty database, with the local mailbox. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["line"]],
  use: {
    baseURL: origin,
    locale: "en-US",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [{ name: "chromium", use: { browserName: "chromium" } }],
  webServer: {
    command: "exec node --import tsx lib/cli/start.ts",
    url: `${origin}/api/health`,
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "ignore",
    stderr: "pipe",
    env: {
      APP_URL: origin,
      AUTH_SECRET: "a secret of the tests, never used elsewhere",
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl ?? "",
      EMAIL_TRANSPORT: "mailbox",
      HOST: "127.0.0.1",
      LOG_LEVEL: "warn",
      PORT: port,
      PROVIDER_ADMIN_EMAIL: "admin@northwind.example",
      PROVIDER_NAME: "Northwind Backup",
    },
  },
});
