import { mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import sharp from "sharp";

const WIDTH = 1280;
const FOLDER = join(process.cwd(), "docs", "screenshots");

/** A page as wide as the pictures are, in English and UTC. */
export async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    locale: "en-US",
    timezoneId: "UTC",
    viewport: { width: WIDTH, height: 720 },
    reducedMotion: "reduce",
  });
  return context.newPage();
}

/**
 * Takes a page as it is, in light and in dark, to docs/screenshots/<name>-light.png and -dark.png.
 * @param height of the picture in CSS pixels.
 */
export async function take(page: Page, name: string, height = 720): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await page.setViewportSize({ width: WIDTH, height });
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => window.scrollTo(0, 0));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    // Colors change over a moment.
    await page.waitForTimeout(400);
    const picture = await page.screenshot({ caret: "hide" });
    const small = await sharp(picture).png({ palette: true, quality: 90, effort: 10 }).toBuffer();
    await writeFile(join(FOLDER, `${name}-${colorScheme}.png`), small);
  }
  await page.emulateMedia({ colorScheme: null });
  process.stdout.write(`${name}\n`);
}
