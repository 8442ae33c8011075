import type { Page } from "@playwright/test";
import { startEmptyApp } from "./support/empty-app";
import { expect, test } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { type OwnInstallation, startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate } from "./support/steps";

test.describe.configure({ mode: "serial" });

const OWNER = "ole@harbour.example";
/** What a page may load beyond an empty page of the framework, in bytes as they come over the wire. */
const BUDGET = { signIn: 42_000, list: 60_000 };

let own: OwnInstallation;
let empty: Awaited<ReturnType<typeof startEmptyApp>>;
test.beforeAll(async () => {
  empty = await startEmptyApp();
  own = await startOwnInstallation([["--kind", "partner", "--name", "Harbour IT", "--email", OWNER]]);
});
test.afterAll(async () => {
  await Promise.all([own?.stop(), empty?.stop()]);
});

test("the pages before sign-in and the lists load little more script than the framework itself", async ({ page }) => {
  const framework = await scriptBytes(page, empty.origin);
  expect(framework).toBeGreaterThan(50_000);
  const over = async (address: string) => (await scriptBytes(page, address)) - framework;
  const invitation = own.link(await newestEmail(OWNER, { dataDir: own.dataDir }));
  await page.goto(`${own.origin}/login`);
  await page.getByLabel("Login").fill(OWNER);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/login\/password$/);
  for (const address of ["/login", "/login/password", "/forgot-password"].map((path) => `${own.origin}${path}`)) {
    expect(await over(address), address).toBeLessThanOrEqual(BUDGET.signIn);
  }
  expect(await over(invitation), "activation").toBeLessThanOrEqual(BUDGET.signIn);

  await activate(page, invitation);
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  await expect(page).toHaveURL(/\/portal\/\d+/);
  const portal = /^.*\/portal\/\d+/.exec(page.url())?.[0];
  for (const list of ["users", "clients", "audit-log"]) {
    expect(await over(`${portal}/${list}`), list).toBeLessThanOrEqual(BUDGET.list);
  }
});

/**
 * The scripts of a page as they were sent, with those that the browser prefetches once the page is there. Texts, which the
 * browser keeps, come in files of their own.
 */
async function scriptBytes(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: "networkidle" });
  return page.evaluate(() => {
    const loaded = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const scripts = loaded.filter(({ name }) => /^\/_next\/.*\.js$/.test(new URL(name).pathname));
    if (
      scripts.some(
        ({ encodedBodySize, decodedBodySize }) => decodedBodySize > 2000 && encodedBodySize === decodedBodySize,
      )
    )
      throw new Error("a script came uncompressed");
    return scripts.reduce((total, { encodedBodySize }) => total + encodedBodySize, 0);
  });
}
