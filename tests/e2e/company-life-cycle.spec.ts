import type { Page } from "@playwright/test";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const PROVIDER = "admin@example.com";
const OWNERS = { with: "ida@fjord.example", without: "per@bakke.example" } as const;
const NAMES = { with: "Fjord Logistics", without: "Bakke Foods" } as const;
const COMPANIES = { with: 2, without: 3 } as const;
const PARTNER_ID = "4";

const own = useInstallation(() =>
  startOwnInstallation([
    ["--kind", "customer", "--name", NAMES.with, "--email", OWNERS.with, "--mode", "trial"],
    ["--kind", "customer", "--name", NAMES.without, "--email", OWNERS.without],
    ["--kind", "partner", "--name", "Northwind Partners", "--email", "mona@northwind.example"],
  ]),
);

const status = (page: Page) => page.getByRole("status");

async function enter(page: Page, login: string): Promise<void> {
  await page.goto(`${own.origin}/login`);
  await signIn(page, login);
}

for (const [mode, run] of [
  ["with", test],
  ["without", testWithoutJavaScript],
] as const) {
  run(
    `${mode} JavaScript: a company is disabled, enabled, edited, moved, deleted, recovered and closed`,
    async ({ page, browser, expectAccessible }) => {
      const name = NAMES[mode];
      const owner = OWNERS[mode];
      const general = `${own.origin}/portal/${COMPANIES[mode]}/settings/general`;
      const theirs = await browser.newContext({ javaScriptEnabled: mode === "with" });
      const other = await theirs.newPage();
      await activate(other, own.link(await newestEmail(owner, { dataDir: own.dataDir })));
      if (mode === "with") await activate(page, own.link(await newestEmail(PROVIDER, { dataDir: own.dataDir })));
      else {
        await enter(page, PROVIDER);
        await expect(page).toHaveURL(/\/start$/);
      }
      await page.goto(general);
      if (page.url().includes("/eula")) await acceptAgreement(page);
      await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
      await expectAccessible(page);
      const press = async (button: string) => {
        await page.getByRole("button", { name: button, exact: true }).click();
        await page.getByRole("dialog").getByRole("button", { name: button, exact: true }).click();
      };

      await press("Disable");
      await expect(status(page)).toContainText(`${name} has been disabled`);
      await expect(page.getByText("This company is disabled")).toBeVisible();
      await expectAccessible(page);
      await other.goto(`${own.origin}/account`);
      await expect(other).toHaveURL(/\/login/);
      await signIn(other, owner);
      await expect(other.getByText("The login or the password is not right")).toBeVisible();
      await page.getByRole("button", { name: "Enable", exact: true }).click();
      await expect(status(page)).toContainText(`${name} has been enabled`);
      await enter(other, owner);
      await expect(other).toHaveURL(/\/start$/);

      await page.getByRole("link", { name: "Edit", exact: true }).click();
      await page.getByLabel("Name", { exact: true }).fill(`${name} AS`);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Save" }).click();
      await expect(status(page)).toContainText("The changes have been saved");
      if (mode === "with") {
        await press("Switch to production");
        await expect(status(page)).toContainText(`${name} AS is in production now`);
      }

      await page.getByRole("link", { name: "Move", exact: true }).click();
      await page.getByLabel("Find a partner").fill("north");
      await page.getByRole("button", { name: "Find" }).click();
      await page.getByLabel("New place").selectOption(PARTNER_ID);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Move", exact: true }).click();
      await expect(status(page)).toContainText(`${name} AS has been moved`);
      const newPlace = page.getByRole("link", { name: "Northwind Partners" });
      await expect(newPlace).toBeVisible();
      // Taken back where it is reported, which is news of its own; and that as well.
      for (const there of [false, true]) {
        await page.getByRole("button", { name: "Move back", exact: true }).click();
        await expect(newPlace).toHaveCount(there ? 1 : 0);
        await expect(status(page)).toContainText(`${name} AS has been moved`);
        await expect(status(page)).toBeFocused();
      }
      await other.goto(`${own.origin}/account`);
      await expect(other.getByText(owner).first()).toBeVisible();

      await press("Disable");
      await page.getByRole("link", { name: "Delete", exact: true }).click();
      await page.getByLabel("Name of the company").fill("something else");
      await page.getByRole("button", { name: "Delete", exact: true }).click();
      await expect(page.getByText("This is not the name of the company").first()).toBeVisible();
      await expectAccessible(page);
      await page.getByLabel("Name of the company").fill(`${name} AS`);
      await page.getByRole("button", { name: "Delete", exact: true }).click();
      await expect(status(page)).toContainText("has been deleted and can be recovered");
      await expectAccessible(page);
      expect((await page.request.get(general)).status()).toBe(404);
      await page.getByRole("button", { name: "Recover" }).click();
      await expect(status(page)).toContainText("has been recovered and is disabled");
      await page.getByRole("button", { name: "Enable", exact: true }).click();
      await expect(status(page)).toContainText("has been enabled");

      await press("Make self-service");
      await expect(page.getByText("This company looks after itself")).toBeVisible();
      await expect(page.getByRole("link", { name: "Users", exact: true })).toHaveCount(0);
      await expectAccessible(page);
      await page.goto(`${own.origin}/portal/${COMPANIES[mode]}/users`);
      await expect(page).toHaveURL(/\/settings\/general$/);
      for (const file of ["users", "clients", "audit-log"]) {
        const answer = await page.request.get(`${own.origin}/portal/${COMPANIES[mode]}/${file}/csv`);
        expect(answer.status()).toBe(403);
      }
      await page.getByRole("link", { name: "Storage quota", exact: true }).click();
      await expect(page).toHaveURL(/\/settings\/quota$/);
      await page.getByLabel("Unlimited", { exact: true }).uncheck();
      await page.getByLabel("Cloud storage quota", { exact: true }).fill("250");
      await page.getByRole("button", { name: "Save", exact: true }).first().click();
      await expect(status(page)).toContainText("saved");
      await enter(other, owner);
      await expect(other).toHaveURL(/\/start$/);
      await other.goto(`${own.origin}/portal/${COMPANIES[mode]}/settings/security`);
      if (other.url().includes("/eula")) await acceptAgreement(other);
      await other.getByRole("button", { name: "Allow support access" }).click();
      await expect(other.getByText("Allowed", { exact: true })).toBeVisible();
      await page.goto(general);
      await expect(page.getByRole("link", { name: "Users", exact: true })).toBeVisible();
      await theirs.close();
    },
  );
}
