import type { Page } from "@playwright/test";
import { pattern, text } from "../support/words";
import { expect, test, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { acceptAgreement, activate, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const PROVIDER = "admin@example.com";
const own = useInstallation();

const alert = (page: Page) => page.getByRole("alert").filter({ hasText: /./ });
const create = (page: Page) => page.getByRole("button", { name: text("users.create.submit"), exact: true });

async function fillIn(page: Page, email: string): Promise<void> {
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel(text("fields.firstName")).fill("Older");
  await page.getByRole("radio", { name: "Partner Administrator" }).check();
}

/** From now on this tab asks for actions by the names that another build gave them. */
async function ageTab(page: Page): Promise<void> {
  await page.route("**/*", async (route) => {
    const headers = route.request().headers();
    if (headers["next-action"] === undefined) return route.fallback();
    await route.continue({ headers: { ...headers, "next-action": "00".repeat(21) } });
  });
}

test("a tab older than the server keeps what was typed, says to reload, and has it back after that", async ({
  page,
  expectAccessible,
}) => {
  await activate(page, own.link(await newestEmail(PROVIDER, { dataDir: own.dataDir })));
  await page.goto("/portal/1/users/new");
  if (page.url().includes("/eula")) {
    await acceptAgreement(page);
    await page.goto("/portal/1/users/new");
  }
  await fillIn(page, "older@example.test");
  await ageTab(page);
  await create(page).click();
  await expect(alert(page)).toContainText(text("errors.NEWER_VERSION"));
  await expect(page.getByLabel("Email", { exact: true })).toHaveValue("older@example.test");
  await expectAccessible(page);

  await page.unroute("**/*");
  await alert(page)
    .getByRole("link", { name: text("common.reload") })
    .click();
  await expect(page.getByRole("status")).toContainText(text("common.restored"));
  await expect(page.getByLabel("Email", { exact: true })).toHaveValue("older@example.test");
  await expect(page.getByLabel(text("fields.firstName"))).toHaveValue("Older");
  await expect(page.getByRole("radio", { name: "Partner Administrator" })).toBeChecked();
  await expectAccessible(page);
  await create(page).click();
  await expect(page.getByRole("link", { name: "older@example.test" }).first()).toBeVisible();
});

test("offline, what was sent waits and goes out when the connection is back", async ({ page, context }) => {
  await page.goto(`${own.origin}/login`);
  await signIn(page, PROVIDER);
  await expect(page).toHaveURL(/\/start$/);
  await page.goto("/portal/1/users/new");
  await fillIn(page, "offline@example.test");
  await context.setOffline(true);
  await create(page).click();
  await expect(alert(page)).toContainText(text("errors.OFFLINE"));
  await context.setOffline(false);
  await expect(page).toHaveURL(/created=\d+/);
  await expect(page.getByRole("link", { name: "offline@example.test" }).first()).toBeVisible();
});

test("a button outside of forms, such as signing out, says to reload as well", async ({ page }) => {
  await page.goto(`${own.origin}/login`);
  await signIn(page, PROVIDER);
  await expect(page).toHaveURL(/\/start$/);
  await page.goto("/portal/1/users");
  await ageTab(page);
  await page.getByRole("button", { name: pattern("portal.userMenu") }).press("Enter");
  await page.getByRole("button", { name: text("portal.signOut"), exact: true }).press("Enter");
  await expect(page.getByRole("heading", { name: text("unexpected.updatedTitle") })).toBeVisible();
  await page.unroute("**/*");
  await page.getByRole("button", { name: text("common.reload"), exact: true }).click();
  await expect(page.getByRole("heading", { name: text("users.title") })).toBeVisible();
});
