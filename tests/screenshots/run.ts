import { chromium } from "@playwright/test";
import { ensureBuild } from "@/lib/cli/build";
import { findChromium } from "../support/chromium";
import { takeGuide } from "./guide";
import { takeTour } from "./tour";

/** Retakes every picture of the README and of docs/getting-started.md, in light and in dark. */
async function main(): Promise<void> {
  await ensureBuild(process.cwd(), { say: (line) => process.stdout.write(`${line}\n`) });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    await takeTour(browser);
    await takeGuide(browser);
  } finally {
    await browser.close();
  }
}

await main();
