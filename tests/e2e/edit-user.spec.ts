import type { Page } from "@playwright/test";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, PASSWORD, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const OWNER = "ida@fjord.example";

const own = useInstallation(() =>
  startOwnInstallation([["--kind", "customer", "--name", "Fjord Logistics", "--email", OWNER]]),
);

const status = (page: Page) => page.getByRole("status");
const refusal = (page: Page) => page.locator("[role=alert]:not(#__next-route-announcer__)");
const linkTo = async (address: string) => own.link(await newestEmail(address, { dataDir: own.dataDir }));

async function openOwnersPortal(page: Page, mode: string): Promise<void> {
  if (mode === "with") await activate(page, await linkTo(OWNER));
  else {
    await page.goto(`${own.origin}/login`);
    await signIn(page, OWNER);
    await expect(page).toHaveURL(/\/start$/);
  }
  await page.goto(`${own.origin}/portal`);
  if (page.url().includes("/eula")) await acceptAgreement(page);
}

async function edit(page: Page, what: string): Promise<void> {
  await page.getByRole("link", { name: `Edit ${what}`, exact: true }).click();
  await expect(page.getByRole("heading", { name: `Edit ${what}` })).toBeVisible();
}

async function saved(page: Page, text: string): Promise<void> {
  await expect(status(page)).toContainText(text);
  await expect(status(page)).toBeFocused();
}

for (const [mode, run] of [
  ["with", test],
  ["without", testWithoutJavaScript],
] as const) {
  run(
    `${mode} JavaScript: a user is edited, by two at once too, and confirms a new address`,
    async ({ page, browser, expectAccessible }) => {
      const login = `per-${mode}@fjord.example`;
      const newEmail = `per-${mode}@new.example`;
      await openOwnersPortal(page, mode);
      await createUser(page, login, "Company Administrator");
      const theirs = await browser.newContext({ javaScriptEnabled: mode === "with" });
      const other = await theirs.newPage();
      await activate(other, await linkTo(login));
      await page.getByRole("link", { name: login, exact: true }).click();
      await expect(page).toHaveURL(/\/users\/\d+$/);
      const usersPage = page.url();
      await expectAccessible(page);

      // Services and roles, and what is refused.
      await edit(page, "Services and roles");
      await expectAccessible(page);
      const portal = page.getByRole("group", { name: "Management Portal" });
      const backup = page.getByRole("group", { name: "Backup & Disaster Recovery" });
      await portal.getByRole("radio", { name: "No role" }).check();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(refusal(page)).toContainText("Choose a role on at least one service");
      await portal.getByRole("radio", { name: "Read-only Administrator" }).check();
      await backup.getByRole("radio", { name: "Restore Operator" }).check();
      await page.getByRole("button", { name: "Save" }).click();
      await saved(page, "Your changes are saved.");
      await expect(page.getByText("Read-only Administrator and Restore Operator")).toBeVisible();
      await expectAccessible(page);

      // Settings.
      await edit(page, "Settings");
      await page.getByLabel("Scheduled reports").uncheck();
      await page.getByRole("button", { name: "Save" }).click();
      await saved(page, "Your changes are saved.");

      // General, by two at once.
      const second = await page.context().newPage();
      await second.goto(`${usersPage}/edit/general`);
      await edit(page, "General");
      await page.getByLabel("First name").fill("Per");
      await page.getByRole("button", { name: "Save" }).click();
      await saved(page, "Your changes are saved.");
      await second.getByLabel("First name").fill("Peer");
      await second.getByLabel("Last name").fill("Gynt");
      await second.getByRole("button", { name: "Save" }).click();
      await expect(refusal(second)).toContainText("Somebody else has saved changes here in the meantime");
      await expect(refusal(second)).toBeFocused();
      await expect(second.getByRole("row", { name: "First name Per Peer" })).toBeVisible();
      await expect(second.getByRole("row", { name: "Last name Empty Gynt" })).toBeVisible();
      await expect(second.getByLabel("First name")).toHaveValue("Peer");
      await expectAccessible(second);
      await second.getByRole("button", { name: "Keep mine" }).click();
      await saved(second, "Your changes are saved.");
      await expect(second.getByRole("heading", { name: "Peer Gynt" })).toBeVisible();
      await second.close();

      // Another address: nothing counts before its link, and the old address is told.
      await page.reload();
      await edit(page, "General");
      await page.getByLabel("Email", { exact: true }).fill("no address");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByLabel("Email", { exact: true })).toHaveValue("no address");
      await page.getByLabel("Email", { exact: true }).fill(newEmail);
      await page.getByRole("button", { name: "Save" }).click();
      await saved(page, `A link is on its way to ${newEmail}.`);
      await expect(page.getByText("Waiting for confirmation")).toBeVisible();
      await expectAccessible(page);
      const notice = await newestEmail(login, { count: 2, dataDir: own.dataDir });
      expect(notice.subject).toBe("Your Email Address Is To Be Changed – Backstay");
      expect(notice.text).toContain(newEmail);
      const first = await linkTo(newEmail);
      await page.getByRole("button", { name: "Send again" }).click();
      await saved(page, "A new link is on its way");
      const link = own.link(await newestEmail(newEmail, { count: 2, dataDir: own.dataDir }));

      const stranger = await (await browser.newContext({ javaScriptEnabled: mode === "with" })).newPage();
      await stranger.goto(first);
      await expect(stranger.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
      await stranger.goto(link);
      await stranger.goto(link);
      await expect(stranger.getByText("Your new login")).toBeVisible();
      await expectAccessible(stranger);
      await stranger.getByRole("button", { name: "Confirm email address" }).click();
      await expect(stranger.getByRole("heading", { name: "Your new email address is confirmed" })).toBeVisible();
      await expectAccessible(stranger);
      await stranger.goto(link);
      await expect(stranger.getByRole("heading", { name: "This address is already confirmed" })).toBeVisible();
      await stranger.goto(`${own.origin}/login`);
      await signIn(stranger, newEmail);
      await expect(stranger).toHaveURL(/\/start$/);
      await stranger.context().close();
      await page.goto(usersPage);
      await expect(page.getByRole("link", { name: "Email address changed" })).toBeVisible();

      // One's own: notifications, and an address that is given up again. The open session of before goes on.
      await other.goto(`${own.origin}/account`);
      await expect(other.getByLabel("Scheduled reports")).not.toBeChecked();
      await other.getByLabel("Daily recap").uncheck();
      await other.getByRole("button", { name: "Save" }).last().click();
      await saved(other, "Your notifications are saved.");
      await expectAccessible(other);
      await other.getByRole("link", { name: "Change email address" }).click();
      await expectAccessible(other);
      await other.getByLabel("New email address").fill(`other-${mode}@new.example`);
      await other.getByLabel("Current password").fill("not my password");
      await other.getByRole("button", { name: "Send link" }).click();
      await expect(refusal(other)).toContainText("This is not your current password");
      await expect(other.getByLabel("New email address")).toHaveValue(`other-${mode}@new.example`);
      await other.getByLabel("Current password").fill(PASSWORD);
      await other.getByRole("button", { name: "Send link" }).click();
      await saved(other, `A link is on its way to other-${mode}@new.example`);
      const dead = await linkTo(`other-${mode}@new.example`);
      await expectAccessible(other);
      await other.getByRole("button", { name: "Cancel the change" }).click();
      await saved(other, "The change is cancelled.");
      await other.goto(dead);
      await expect(other.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
      await theirs.close();
    },
  );
}
