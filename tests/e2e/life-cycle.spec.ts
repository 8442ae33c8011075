import type { Page } from "@playwright/test";
import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const OWNER = "ida@fjord.example";

const own = useInstallation(() =>
  startOwnInstallation([["--kind", "customer", "--name", "Fjord Logistics", "--email", OWNER]]),
);

/** Signs in and waits for where that leads: the next address must not overtake it. */
async function enter(page: Page, login: string): Promise<void> {
  await page.goto(`${own.origin}/login`);
  await signIn(page, login);
  await expect(page).toHaveURL(/\/start$/);
}

const status = (page: Page) => page.getByRole("status");

async function openOwnersPortal(page: Page, mode: string): Promise<void> {
  if (mode === "with") await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
  else await enter(page, OWNER);
  await page.goto(`${own.origin}/portal`);
  if (page.url().includes("/eula")) await acceptAgreement(page);
}

for (const [mode, run] of [
  ["with", test],
  ["without", testWithoutJavaScript],
] as const) {
  run(
    `${mode} JavaScript: a user is disabled, enabled, deleted and recovered`,
    async ({ page, browser, expectAccessible }) => {
      const login = `per-${mode}@fjord.example`;
      await openOwnersPortal(page, mode);
      await createUser(page, login, "Company Administrator");
      const theirs = await browser.newContext({ javaScriptEnabled: mode === "with" });
      const other = await theirs.newPage();
      await activate(other, own.link(await newestEmail(login, { dataDir: own.dataDir })));

      await page.getByRole("link", { name: "Users", exact: true }).click();
      const menu = { name: text("users.actions.menu", { login }) };
      if (mode === "with") {
        await page.getByRole("button", menu).click();
        await expectAccessible(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("menu")).toBeHidden();
        await expect(page.getByRole("button", menu)).toBeFocused();
        await page.keyboard.press("ArrowDown");
        await page.getByRole("menuitem", { name: text("actions.disable"), exact: true }).press("Enter");
      } else {
        await expectAccessible(page);
        await page.getByRole("link", menu).click();
      }
      await expect(page).toHaveURL(/\/users\/\d+$/);
      await expectAccessible(page);

      await page.getByRole("button", { name: text("actions.reset_password"), exact: true }).click();
      await expect(status(page)).toContainText(pattern("users.actions.reset_password.done"));
      await expect(status(page)).toBeFocused();

      await page.getByRole("button", { name: text("actions.disable"), exact: true }).click();
      const dialog = page.getByRole("dialog", { name: text("users.actions.disable.confirmTitle", { login }) });
      await expectAccessible(page);
      await dialog.getByRole("button", { name: text("common.cancel") }).click();
      await expect(dialog).toBeHidden();
      await page.getByRole("button", { name: text("actions.disable"), exact: true }).click();
      await dialog.getByRole("button", { name: text("actions.disable"), exact: true }).click();
      await expect(status(page)).toContainText(pattern("users.actions.notices.disabled", { login }));
      await expect(status(page)).toBeFocused();
      await expect(page.getByText(pattern("users.view.statusText.disabled"))).toBeVisible();
      await expectAccessible(page);

      // The other browser is out with its next step, and a right password says what a wrong one says.
      await other.goto(`${own.origin}/account`);
      await expect(other).toHaveURL(/\/login/);
      await signIn(other, login);
      await expect(other.getByText(pattern("errors.SIGN_IN_FAILED"))).toBeVisible();

      await page.getByRole("button", { name: text("actions.enable"), exact: true }).click();
      await expect(status(page)).toContainText(pattern("users.actions.notices.enabled"));
      await other.goto(`${own.origin}/login`);
      await signIn(other, login);
      await expect(other).toHaveURL(/\/start$/);

      await page.getByRole("button", { name: text("actions.disable"), exact: true }).click();
      await dialog.getByRole("button", { name: text("actions.disable"), exact: true }).click();
      await expect(status(page)).toContainText(pattern("users.actions.notices.disabled"));
      await page.getByRole("link", { name: text("actions.delete"), exact: true }).click();
      await expect(page.getByRole("heading", { name: text("users.delete.title") })).toBeVisible();
      await page.getByLabel(text("users.delete.login")).fill("somebody else");
      await page.getByRole("button", { name: text("actions.delete"), exact: true }).click();
      await expect(page.getByText(pattern("errors.LOGIN_DIFFERS")).first()).toBeVisible();
      await expect(page.getByLabel(text("users.delete.login"))).toHaveValue("somebody else");
      await expectAccessible(page);
      await page.getByLabel(text("users.delete.login")).fill(login);
      await page.getByRole("button", { name: text("actions.delete"), exact: true }).click();
      await expect(status(page)).toContainText(pattern("users.actions.notices.deleted"));
      await expect(page.getByText(pattern("users.view.statusText.deleted"))).toBeVisible();
      await expectAccessible(page);

      await status(page)
        .getByRole("button", { name: text("actions.recover"), exact: true })
        .click();
      await expect(status(page)).toContainText(pattern("users.actions.notices.recovered"));
      await expect(page.getByRole("button", { name: text("actions.enable"), exact: true })).toBeVisible();
      await theirs.close();
    },
  );

  run(
    `${mode} JavaScript: the last administrator stays, and nobody disables themself`,
    async ({ page, expectAccessible }) => {
      await enter(page, OWNER);
      await page.goto(`${own.origin}/portal`);
      await page.getByRole("link", { name: "Users", exact: true }).click();
      await page.getByRole("link", { name: OWNER }).first().click();
      await expect(page.getByText(pattern("users.actions.own"))).toBeVisible();
      await expect(page.getByRole("button", { name: text("actions.disable") })).toHaveCount(0);
      await expectAccessible(page);

      // The provider's administrator, on a page opened while there was another administrator.
      const context = page.context();
      await context.clearCookies();
      if (mode === "with") {
        await activate(page, own.link(await newestEmail("admin@example.com", { dataDir: own.dataDir })));
      } else await enter(page, "admin@example.com");
      await page.goto(`${own.origin}/portal/2/users`);
      if (page.url().includes("/eula")) await acceptAgreement(page);
      await page.getByRole("link", { name: OWNER }).first().click();
      await expect(
        page.getByText(pattern("users.actions.lastAdministrator", { tenant: "Fjord Logistics" })),
      ).toBeVisible();
      await expect(page.getByRole("button", { name: text("actions.disable") })).toHaveCount(0);
      const owners = page.url();

      await page.getByRole("link", { name: "Users", exact: true }).click();
      await page
        .getByRole("link", { name: `per-${mode}@fjord.example` })
        .first()
        .click();
      await page.getByRole("button", { name: text("actions.enable"), exact: true }).click();
      await expect(status(page)).toContainText(pattern("users.actions.notices.enabled"));
      const pers = page.url();
      const stale = await context.newPage();
      await stale.goto(owners);
      await expect(stale.getByRole("button", { name: text("actions.disable"), exact: true })).toBeVisible();
      // An email on its way makes the page renew itself, and it would not be stale.
      await expect(async () => {
        await stale.reload();
        await expect(stale.getByText(text("users.lastEmail.statuses.sent"), { exact: true })).not.toHaveCount(0, {
          timeout: 1000,
        });
      }).toPass();
      await page.goto(pers);
      await page.getByRole("button", { name: text("actions.disable"), exact: true }).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: text("actions.disable"), exact: true })
        .click();
      await expect(status(page)).toContainText(pattern("users.actions.notices.disabled"));

      await stale.getByRole("button", { name: text("actions.disable"), exact: true }).click();
      await stale
        .getByRole("dialog")
        .getByRole("button", { name: text("actions.disable"), exact: true })
        .click();
      const refusal = stale.locator("[role=alert]:not(#__next-route-announcer__)");
      await expect(refusal).toContainText(text("errors.LAST_ADMINISTRATOR"));
      await expect(refusal).toBeFocused();
      await expect(stale.getByRole("dialog")).toBeHidden();
    },
  );
}
