import type { Page } from "@playwright/test";
import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const OWNER = "ida@fjord.example";
const PER = "per@fjord.example";
const LIV = "liv@fjord.example";

const own = useInstallation(() =>
  startOwnInstallation([
    ["--kind", "customer", "--name", "Fjord Logistics", "--email", OWNER, "--quota", "500GB", "--mode", "trial"],
  ]),
);

const rowOf = (page: Page, login: string) => page.getByRole("row").filter({ hasText: login });
const boxOf = (page: Page, login: string) => page.getByRole("checkbox", { name: text("userBatch.select", { login }) });
const actionField = (page: Page) => page.getByLabel(text("userBatch.action"));
const apply = (page: Page) => page.getByRole("button", { name: text("userBatch.apply") }).click();
const openUsers = (page: Page) => page.getByRole("link", { name: "Users", exact: true }).click();

test("checked users are disabled together, with oneself skipped, and the page says how far it is", async ({
  page,
  expectAccessible,
}) => {
  await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  await createUser(page, PER, "Read-only Administrator");
  await createUser(page, LIV, "Company Administrator");
  await page.goto(`${own.origin}/portal`);
  await openUsers(page);
  // Nothing is in the way until someone is checked.
  await expect(actionField(page)).toBeHidden();
  await page.getByRole("checkbox", { name: text("userBatch.selectAll") }).check();
  for (const login of [OWNER, PER, LIV]) await expect(boxOf(page, login)).toBeChecked();
  await expect(actionField(page)).toBeVisible();
  await expectAccessible(page);
  await actionField(page).selectOption(text("actions.disable"));
  await apply(page);

  await expect(page.getByText(text("userBatch.affected", { count: 2 }))).toBeVisible();
  await expect(page.getByText(pattern("userBatch.skipped", { count: 1 }))).toBeVisible();
  await expect(rowOf(page, OWNER)).toContainText(text("errors.SELF"));
  await expect(rowOf(page, PER)).toContainText(text("userBatch.states.planned"));
  await expectAccessible(page);
  await page.getByRole("button", { name: text("userBatch.submit", { action: "disable", count: 2 }) }).click();
  // By itself: no one reloads.
  await expect(page.getByText(text("userBatch.finished", { count: 2 }))).toBeVisible({ timeout: 30_000 });
  await expect(rowOf(page, LIV)).toContainText(text("userBatch.states.done"));
  await expect(rowOf(page, OWNER)).toContainText(text("errors.SELF"));
  await expectAccessible(page);
  await page.getByRole("link", { name: text("users.goToUsers") }).click();
  await expect(rowOf(page, PER)).toContainText(text("statuses.disabled"));
});

test("everyone that the filter finds gets another language, which is asked for", async ({ page }) => {
  await page.goto(`${own.origin}/login`);
  await signIn(page, OWNER);
  await expect(page).toHaveURL(/\/start$/);
  await page.goto(`${own.origin}/portal`);
  await openUsers(page);
  await expect(boxOf(page, OWNER)).toBeVisible();
  await page.goto(`${page.url()}?status=disabled`);
  await boxOf(page, PER).check();
  await actionField(page).selectOption(text("common.changeLanguage"));
  await page.getByLabel(text("userBatch.whom")).selectOption(text("userBatch.all"));
  await apply(page);
  await expect(page.getByText(text("userBatch.affected", { count: 2 }))).toBeVisible();
  await page.getByRole("main").getByLabel(text("fields.language"), { exact: true }).selectOption("de");
  await page.getByRole("button", { name: text("userBatch.submit", { action: "change_language", count: 2 }) }).click();
  await expect(page.getByText(text("userBatch.finished", { count: 2 }))).toBeVisible({ timeout: 30_000 });
});

testWithoutJavaScript(
  "without JavaScript users are deleted once their number is typed",
  async ({ page, expectAccessible }) => {
    await page.goto(`${own.origin}/login`);
    await signIn(page, OWNER);
    await page.goto(`${own.origin}/portal`);
    await openUsers(page);
    await actionField(page).selectOption(text("actions.delete"));
    await apply(page);
    await expect(page.getByText(text("errors.NO_USERS_SELECTED")).first()).toBeVisible();
    await expect(actionField(page)).toHaveValue("delete");
    await boxOf(page, PER).check();
    await boxOf(page, LIV).check();
    await boxOf(page, OWNER).check();
    await expectAccessible(page);
    await apply(page);

    await expect(page.getByText(text("userBatch.affected", { count: 2 }))).toBeVisible();
    const count = page.getByLabel(text("userBatch.count"));
    const submit = page.getByRole("button", { name: text("userBatch.submit", { action: "delete", count: 2 }) });
    await count.fill("3");
    await submit.click();
    await expect(page.getByText(text("errors.COUNT_DIFFERS", { count: 2 })).first()).toBeVisible();
    await count.fill("2");
    await submit.click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText(text("userBatch.finished", { count: 2 }))).toBeVisible({ timeout: 1000 });
    }).toPass();
    await page.getByRole("link", { name: text("userBatch.onlySkipped", { count: 1 }) }).click();
    await expect(rowOf(page, OWNER)).toContainText(text("errors.SELF"));
    await expect(rowOf(page, PER)).toHaveCount(0);
    await page.getByRole("link", { name: text("users.goToUsers") }).click();
    await expect(page.getByRole("row").filter({ hasText: "@fjord.example" })).toHaveText([new RegExp(OWNER)]);
  },
);
