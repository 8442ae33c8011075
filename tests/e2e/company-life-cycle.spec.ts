import type { Page } from "@playwright/test";
import { pattern, text } from "../support/words";
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

      await press(text("actions.disable"));
      await expect(status(page)).toContainText(pattern("tenants.actions.notices.disabled", { name }));
      await expect(page.getByText(text("portal.tenantDisabledTitle", { kind: "customer" }))).toBeVisible();
      await expectAccessible(page);
      await other.goto(`${own.origin}/account`);
      await expect(other).toHaveURL(/\/login/);
      await signIn(other, owner);
      await expect(other.getByText(pattern("errors.SIGN_IN_FAILED"))).toBeVisible();
      await page.getByRole("button", { name: text("actions.enable"), exact: true }).click();
      await expect(status(page)).toContainText(pattern("tenants.actions.notices.enabled", { name }));
      await enter(other, owner);
      await expect(other).toHaveURL(/\/start$/);

      await page.getByRole("link", { name: text("actions.edit"), exact: true }).click();
      await page.getByLabel(text("fields.name"), { exact: true }).fill(`${name} AS`);
      await expectAccessible(page);
      await page.getByRole("button", { name: text("common.save") }).click();
      await expect(status(page)).toContainText(pattern("tenants.actions.notices.updated"));
      if (mode === "with") {
        await press(text("actions.start_production"));
        await expect(status(page)).toContainText(pattern("tenants.actions.notices.production", { name: `${name} AS` }));
      }

      await page.getByRole("link", { name: text("actions.move"), exact: true }).click();
      await page.getByLabel(text("tenants.move.search")).fill("north");
      await page.getByRole("button", { name: text("tenants.move.find") }).click();
      await page.getByLabel(text("tenants.move.target")).selectOption(PARTNER_ID);
      await expectAccessible(page);
      await page.getByRole("button", { name: text("actions.move"), exact: true }).click();
      await expect(status(page)).toContainText(pattern("tenants.actions.notices.moved", { name: `${name} AS` }));
      const newPlace = page.getByRole("link", { name: "Northwind Partners" });
      await expect(newPlace).toBeVisible();
      // Taken back where it is reported, which is news of its own; and that as well.
      for (const there of [false, true]) {
        await page.getByRole("button", { name: text("actions.moveBack"), exact: true }).click();
        await expect(newPlace).toHaveCount(there ? 1 : 0);
        await expect(status(page)).toContainText(pattern("tenants.actions.notices.moved", { name: `${name} AS` }));
        await expect(status(page)).toBeFocused();
      }
      await other.goto(`${own.origin}/account`);
      await expect(other.getByText(owner).first()).toBeVisible();

      await press(text("actions.disable"));
      await page.getByRole("link", { name: text("actions.delete"), exact: true }).click();
      await page.getByLabel(text("fields.name")).fill("something else");
      await page.getByRole("button", { name: text("actions.delete"), exact: true }).click();
      await expect(page.getByText(pattern("errors.NAME_DIFFERS")).first()).toBeVisible();
      await expectAccessible(page);
      await page.getByLabel(text("fields.name")).fill(`${name} AS`);
      await page.getByRole("button", { name: text("actions.delete"), exact: true }).click();
      await expect(status(page)).toContainText(pattern("tenants.actions.notices.deleted"));
      await expectAccessible(page);
      expect((await page.request.get(general)).status()).toBe(404);
      await page.getByRole("button", { name: text("actions.recover") }).click();
      await expect(status(page)).toContainText(pattern("tenants.actions.notices.recovered"));
      await page.getByRole("button", { name: text("actions.enable"), exact: true }).click();
      await expect(status(page)).toContainText(pattern("tenants.actions.notices.enabled"));

      await press(text("actions.start_self_management"));
      await expect(page.getByText(pattern("tenants.insideHidden.title"))).toBeVisible();
      await expect(page.getByRole("link", { name: "Users", exact: true })).toHaveCount(0);
      await expectAccessible(page);
      await page.goto(`${own.origin}/portal/${COMPANIES[mode]}/users`);
      await expect(page).toHaveURL(/\/settings\/general$/);
      for (const file of ["users", "clients", "audit-log"]) {
        const answer = await page.request.get(`${own.origin}/portal/${COMPANIES[mode]}/${file}/csv`);
        expect(answer.status()).toBe(403);
      }
      await page.getByRole("link", { name: text("quotas.title"), exact: true }).click();
      await expect(page).toHaveURL(/\/settings\/quota$/);
      await page.getByLabel("Unlimited", { exact: true }).uncheck();
      await page.getByLabel("Cloud storage quota", { exact: true }).fill("250");
      await page
        .getByRole("button", { name: text("common.save"), exact: true })
        .first()
        .click();
      await expect(status(page)).toContainText("saved");
      await enter(other, owner);
      await expect(other).toHaveURL(/\/start$/);
      await other.goto(`${own.origin}/portal/${COMPANIES[mode]}/settings/security`);
      if (other.url().includes("/eula")) await acceptAgreement(other);
      await other.getByRole("button", { name: text("actions.end_self_management") }).click();
      await expect(other.getByText(text("tenants.selfManagement.off"), { exact: true })).toBeVisible();
      await page.goto(general);
      await expect(page.getByRole("link", { name: "Users", exact: true })).toBeVisible();
      await theirs.close();
    },
  );
}
