import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { startBackstay } from "../e2e/support/command";
import { acceptAgreement, signIn } from "../e2e/support/steps";
import { text } from "../support/words";
import { openPage, take } from "./camera";

const DEMO = ["node", "--import", "tsx", "lib/cli/demo.ts"];

/** The pictures of the README: a portal full of made-up companies, as its provider sees it. */
export async function takeTour(browser: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "backstay-tour-"));
  const server = await startBackstay({ DEMO_DATA_DIR: folder }, DEMO);
  try {
    const origin = `http://localhost:${server.port}`;
    const password = /password is (\S+)/.exec(readFileSync(join(folder, "sign-in.txt"), "utf8"))?.[1];
    if (!password) throw new Error("The demo did not say its password.");
    const page = await openPage(browser);
    await page.goto(`${origin}/login`);
    await signIn(page, "admin@example.com", password);
    await page.waitForURL("**/start");
    await page.goto(`${origin}/portal`);
    if (page.url().includes("/eula")) await acceptAgreement(page);
    await take(page, "overview", 860);

    await page.getByRole("link", { name: "Clients", exact: true }).click();
    await page.getByRole("link", { name: "Harbour IT" }).click();
    await page.getByRole("heading", { name: text("overview.title"), level: 1 }).waitFor();
    const partner = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
    await page.goto(`${origin}${partner}/clients`);
    await take(page, "clients");

    await page
      .getByRole("row")
      .filter({ hasText: text("statuses.active") })
      .nth(4)
      .getByRole("link")
      .first()
      .click();
    await page.waitForURL((url) => !url.pathname.startsWith(`${partner}/`));
    await page.getByRole("link", { name: "Users", exact: true }).click();
    await page.getByRole("heading", { name: "Users", exact: true, level: 1 }).waitFor();
    await take(page, "users");

    await page.goto(`${origin}${partner}/settings/branding`);
    await page.getByLabel(text("branding.fields.productName")).fill("Harbour Backup");
    await page.getByLabel(text("branding.fields.accent"), { exact: false }).first().fill("#8a3b12");
    await take(page, "branding", 820);
  } finally {
    await server.end("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
}
