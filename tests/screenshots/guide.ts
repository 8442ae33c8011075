import type { Browser } from "@playwright/test";
import { newestEmail } from "../e2e/support/mail";
import { startOwnInstallation } from "../e2e/support/own-installation";
import { acceptAgreement, activate, createUser, PASSWORD } from "../e2e/support/steps";
import { text } from "../support/words";
import { openPage, take } from "./camera";

const PROVIDER = "admin@example.com";
const PARTNER = "pia@harbour.example";
const CUSTOMER = "carl@acme.example";

/** The pictures of docs/getting-started.md, by walking the way that it describes. */
export async function takeGuide(browser: Browser): Promise<void> {
  const own = await startOwnInstallation([["--kind", "partner", "--name", "Harbour IT", "--email", PARTNER]]);
  const { dataDir } = own;
  try {
    const page = await openPage(browser);
    await newestEmail(PROVIDER, { dataDir });
    await page.goto(`${own.origin}/mailbox`);
    await page.getByRole("link", { name: PROVIDER }).click();
    await take(page, "guide-email", 640);

    await page.goto(own.link(await newestEmail(PROVIDER, { dataDir })));
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("Repeat password").fill(PASSWORD);
    await take(page, "guide-activate", 640);
    await page.getByRole("button", { name: "Activate Account" }).click();
    await page.waitForURL("**/start");
    await take(page, "guide-start", 420);

    // The partner, who came by `npm run provision`, and their first customer.
    await page.context().clearCookies();
    await activate(page, own.link(await newestEmail(PARTNER, { dataDir })));
    await page.goto(`${own.origin}/portal`);
    await acceptAgreement(page);
    await page.getByRole("heading", { name: text("overview.title"), level: 1 }).waitFor();
    await take(page, "guide-first", 560);
    await page.getByRole("button", { name: "+ New" }).click();
    await page.getByRole("link", { name: "Customer", exact: true }).click();
    await page.getByLabel("Customer name").fill("Acme Ltd");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByLabel("Cloud storage quota").fill("500");
    await take(page, "guide-wizard", 720);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByLabel("Email", { exact: true }).fill(CUSTOMER);
    await page.getByLabel("First name").fill("Carl");
    await page.getByLabel("Last name").fill("Weiss");
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("row").filter({ hasText: "Acme Ltd" }).waitFor();
    await take(page, "guide-created", 680);

    // The customer, and a user who backs up a computer.
    await page.context().clearCookies();
    await activate(page, own.link(await newestEmail(CUSTOMER, { dataDir })));
    await page.goto(`${own.origin}/portal`);
    await acceptAgreement(page);
    await page.getByRole("link", { name: "Users", exact: true }).click();
    await createUser(page, "dora@acme.example", "Backup & Disaster Recovery");
    await take(page, "guide-users", 720);
  } finally {
    await own.stop();
  }
}
