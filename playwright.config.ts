import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findChromium } from "./tests/support/chromium";

// Workers read this file again and inherit the environment, so that all copy the same installations.
if (!process.env.BACKSTAY_E2E_PREPARED) {
  const folder = mkdtempSync(join(tmpdir(), "backstay-prepared-"));
  process.env.BACKSTAY_E2E_PREPARED = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}
const executablePath = findChromium();

/** Each spec starts an installation of its own: the production build, with the local mailbox (own-installation.ts). */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  globalSetup: "./tests/e2e/support/prepare.ts",
  workers: Math.min(4, availableParallelism()),
  forbidOnly: Boolean(process.env.CI),
  // A busy machine is slow, and that is no mistake: these limits are only for what never ends.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [["line"]],
  use: {
    locale: "en-US",
    timezoneId: "UTC",
    // Menus and dialogs are where they will be at once: a click can't land beside one that still moves.
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 120_000,
    // Traces take time and space: `npm run e2e -- --trace on <spec>` records one.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [{ name: "chromium", use: { browserName: "chromium" } }],
});
