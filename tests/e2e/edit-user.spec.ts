import type { Page } from "@playwright/test";
import { pattern, text } from "../support/words";
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

/** Opens one part of the user, whose form has the heading given. */
async function edit(page: Page, what: string, heading: string): Promise<void> {
  await page.getByRole("link", { name: text("common.edit", { what }), exact: true }).click();
  await expect(page.getByRole("heading", { name: heading })).toBeVisible();
}

async function saved(page: Page, words: string | RegExp): Promise<void> {
  await expect(status(page)).toContainText(words);
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
      await page.getByRole("link", { name: login }).first().click();
      await expect(page).toHaveURL(/\/users\/\d+$/);
      const usersPage = page.url();
      await expectAccessible(page);

      // Services and roles, and what is refused.
      await edit(page, text("fields.servicesAndRoles"), text("users.edit.roles.title"));
      await expectAccessible(page);
      const portal = page.getByRole("group", { name: "Management Portal" });
      const backup = page.getByRole("group", { name: "Backup & Disaster Recovery" });
      await portal.getByRole("radio", { name: text("roles.none") }).check();
      await page.getByRole("button", { name: text("common.save") }).click();
      await expect(refusal(page)).toContainText(pattern("errors.ROLE_REQUIRED"));
      await portal.getByRole("radio", { name: "Read-only Administrator" }).check();
      await backup.getByRole("radio", { name: "Restore Operator" }).check();
      await page.getByRole("button", { name: text("common.save") }).click();
      await saved(page, text("emailChange.notices.saved"));
      await expect(page.getByText("Read-only Administrator and Restore Operator")).toBeVisible();
      await expectAccessible(page);

      // Settings.
      await edit(page, text("settings.title"), text("users.edit.settings.title"));
      await page.getByLabel(text("notifications.reports")).uncheck();
      await page.getByRole("button", { name: text("common.save") }).click();
      await saved(page, text("emailChange.notices.saved"));

      // General, by two at the same time.
      const second = await page.context().newPage();
      await second.goto(`${usersPage}/edit/general`);
      await edit(page, text("settings.general"), text("users.edit.general.title"));
      await page.getByLabel("First name").fill("Per");
      await page.getByRole("button", { name: text("common.save") }).click();
      await saved(page, text("emailChange.notices.saved"));
      await second.getByLabel("First name").fill("Peer");
      await second.getByLabel("Last name").fill("Gynt");
      await second.getByRole("button", { name: text("common.save") }).click();
      await expect(refusal(second)).toContainText(pattern("errors.VERSION_CONFLICT"));
      await expect(refusal(second)).toBeFocused();
      await expect(second.getByRole("row", { name: "First name Per Peer" })).toBeVisible();
      await expect(second.getByRole("row", { name: `Last name ${text("common.empty")} Gynt` })).toBeVisible();
      await expect(second.getByLabel("First name")).toHaveValue("Peer");
      await expectAccessible(second);
      await second.getByRole("button", { name: text("common.conflict.keepMine") }).click();
      await saved(second, text("emailChange.notices.saved"));
      await expect(second.getByRole("heading", { name: "Peer Gynt" })).toBeVisible();
      await second.close();

      // Another address: nothing counts before its link, and the old address gets a notice.
      await page.reload();
      await edit(page, text("settings.general"), text("users.edit.general.title"));
      await page.getByLabel("Email", { exact: true }).fill("no address");
      await page.getByRole("button", { name: text("common.save") }).click();
      await expect(page.getByLabel("Email", { exact: true })).toHaveValue("no address");
      await page.getByLabel("Email", { exact: true }).fill(newEmail);
      await page.getByRole("button", { name: text("common.save") }).click();
      await saved(page, text("emailChange.notices.pending", { email: newEmail }));
      await expect(page.getByText(text("users.edit.waiting"))).toBeVisible();
      await expectAccessible(page);
      const notice = await newestEmail(login, { count: 2, dataDir: own.dataDir });
      expect(notice.subject).toBe(text("emails.emailChangeNotice.subject", { productName: "Backstay" }));
      expect(notice.text).toContain(newEmail);
      const first = await linkTo(newEmail);
      await page.getByRole("button", { name: text("actions.sendAgain") }).click();
      await saved(page, pattern("emailChange.sentAgain"));
      const link = own.link(await newestEmail(newEmail, { count: 2, dataDir: own.dataDir }));

      const stranger = await (await browser.newContext({ javaScriptEnabled: mode === "with" })).newPage();
      await stranger.goto(first);
      await expect(
        stranger.getByRole("heading", { name: text("confirmEmail.problems.LINK_REPLACED.title") }),
      ).toBeVisible();
      await stranger.goto(link);
      await stranger.goto(link);
      await expect(stranger.getByText(text("fields.newLogin"))).toBeVisible();
      await expectAccessible(stranger);
      await stranger.getByRole("button", { name: text("confirmEmail.submit") }).click();
      await expect(stranger.getByRole("heading", { name: text("confirmEmail.doneTitle") })).toBeVisible();
      await expectAccessible(stranger);
      await stranger.goto(link);
      await expect(
        stranger.getByRole("heading", { name: text("confirmEmail.problems.LINK_USED.title") }),
      ).toBeVisible();
      await stranger.goto(`${own.origin}/login`);
      await signIn(stranger, newEmail);
      await expect(stranger).toHaveURL(/\/start$/);
      await stranger.context().close();
      await page.goto(usersPage);
      await expect(page.getByRole("link", { name: text("audit.events.user.change_email") })).toBeVisible();

      // One's own: notifications, and an address that is given up again. The open session of before goes on.
      await other.goto(`${own.origin}/account`);
      await expect(other.getByLabel(text("notifications.reports"))).not.toBeChecked();
      await other.getByLabel(text("notifications.daily_recap")).uncheck();
      await other
        .getByRole("button", { name: text("common.save") })
        .last()
        .click();
      await saved(other, text("account.profile.notificationsSaved"));
      await expectAccessible(other);
      await other.getByRole("link", { name: text("account.email.title") }).click();
      await expectAccessible(other);
      await other.getByLabel(text("fields.newEmail")).fill(`other-${mode}@new.example`);
      await other.getByLabel(text("account.password.current")).fill("not my password");
      await other.getByRole("button", { name: text("account.email.submit") }).click();
      await expect(refusal(other)).toContainText(pattern("errors.PASSWORD_WRONG"));
      await expect(other.getByLabel(text("fields.newEmail"))).toHaveValue(`other-${mode}@new.example`);
      await other.getByLabel(text("account.password.current")).fill(PASSWORD);
      await other.getByRole("button", { name: text("account.email.submit") }).click();
      await saved(other, pattern("account.profile.requested", { email: `other-${mode}@new.example` }));
      const dead = await linkTo(`other-${mode}@new.example`);
      await expectAccessible(other);
      await other.getByRole("button", { name: text("emailChange.cancel") }).click();
      await saved(other, pattern("account.profile.canceled"));
      await other.goto(dead);
      await expect(
        other.getByRole("heading", { name: text("confirmEmail.problems.LINK_REPLACED.title") }),
      ).toBeVisible();
      await theirs.close();
    },
  );
}
