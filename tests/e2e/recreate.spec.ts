import type { Page } from "@playwright/test";
import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const PROVIDER = "admin@example.com";
const PORTAL = "/portal/1";
const COMPANIES = { with: 2, without: 3 } as const;

const own = useInstallation(() =>
  startOwnInstallation([
    ["--kind", "customer", "--name", "Come Back with", "--email", "boss@with.example"],
    ["--kind", "customer", "--name", "Come Back without", "--email", "boss@without.example"],
  ]),
);

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const alert = (page: Page) => page.getByRole("alert").filter({ hasText: /./ });

async function enter(page: Page, mode: string): Promise<void> {
  if (mode === "with") await activate(page, own.link(await newestEmail(PROVIDER, { dataDir: own.dataDir })));
  else {
    await page.goto(`${own.origin}/login`);
    await signIn(page, PROVIDER);
    await expect(page).toHaveURL(/\/start$/);
  }
  await page.goto(`${PORTAL}/users`);
  if (page.url().includes("/eula")) await acceptAgreement(page);
}

/** Presses a button that asks first, and the same in the question. */
async function confirm(page: Page, name: string): Promise<void> {
  await button(page, name).click();
  await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
}

for (const [mode, run] of [
  ["with", test],
  ["without", testWithoutJavaScript],
] as const) {
  run(`${mode} JavaScript: someone deleted is created again`, async ({ page, expectAccessible }) => {
    const login = `again-${mode}@example.test`;
    const remove = text("actions.remove");
    await enter(page, mode);
    await createUser(page, login, "Partner Administrator");
    const deleteUser = async () => {
      await page.getByRole("link", { name: text("actions.delete"), exact: true }).click();
      await page.getByLabel(text("users.delete.login")).fill(login);
      await button(page, text("actions.delete")).click();
      await expect(page).toHaveURL(/notice=deleted/);
    };
    await page.getByRole("link", { name: login }).first().click();
    await confirm(page, text("actions.disable"));
    await expect(page).toHaveURL(/notice=disabled/);
    await deleteUser();

    await test.step("the list hides them, and shows them when asked", async () => {
      await page.goto(`${PORTAL}/users`);
      await expect(page.getByRole("link", { name: login })).toHaveCount(0);
      await page.goto(`${PORTAL}/users?status=deleted`);
      await expect(page.getByRole("link", { name: login }).first()).toBeVisible();
    });

    const createAgain = async () => {
      await page.goto(`${PORTAL}/users/new`);
      await page.getByLabel("Email", { exact: true }).fill(login);
      await page.getByLabel(text("fields.firstName")).fill("Second");
      await page.getByRole("radio", { name: "Partner Administrator" }).check();
      await button(page, text("users.create.submit")).click();
      await expect(alert(page)).toContainText(pattern("errors.LOGIN_OF_DELETED_USER"));
    };
    await test.step("brought back instead", async () => {
      await createAgain();
      await expectAccessible(page);
      await button(page, text("actions.recover")).click();
      await expect(page).toHaveURL(/notice=recovered/);
      await expect(page.getByRole("status")).toContainText(login);
    });
    await test.step("permanently deleted, after the question, and created", async () => {
      await deleteUser();
      await createAgain();
      await button(page, remove).click();
      const dialog = page.getByRole("dialog", { name: text("common.removal.title", { name: login }) });
      await expectAccessible(page);
      await dialog.getByRole("button", { name: text("common.cancel") }).click();
      await confirm(page, remove);
      await expect(page).toHaveURL(/created=\d+/);
      await expect(page.getByRole("link", { name: login }).first()).toBeVisible();
      await page.goto(`${PORTAL}/audit-log?event=user.remove`);
      await expect(page.getByRole("cell", { name: login }).first()).toBeVisible();
    });
  });

  run(`${mode} JavaScript: a deleted company's administrator comes back`, async ({ page }) => {
    const name = `Come Back ${mode}`;
    await page.goto(`${own.origin}/login`);
    await signIn(page, PROVIDER);
    await expect(page).toHaveURL(/\/start$/);
    const general = `/portal/${COMPANIES[mode]}/settings/general`;
    await page.goto(general);
    await confirm(page, text("actions.disable"));
    await expect(page).toHaveURL(/notice=disabled/);
    await page.goto(`${general}/delete`);
    await page.getByLabel(text("fields.name"), { exact: true }).fill(name);
    await button(page, text("actions.delete")).click();
    await expect(page).not.toHaveURL(/\/delete$/);

    await page.goto(`${PORTAL}/clients/new?kind=customer`);
    const next = button(page, text("clients.create.next"));
    await page.getByLabel(text("clients.create.name.customer")).fill(name);
    if (mode === "with") await next.click();
    await page.getByLabel("Cloud storage quota").fill("1");
    if (mode === "with") await next.click();
    await page.getByLabel("Email", { exact: true }).fill(`boss@${mode}.example`);
    await button(page, text("clients.create.done")).click();
    await expect(alert(page)).toContainText(pattern("errors.LOGIN_OF_DELETED_COMPANY"));
    await expect(page.getByRole("link", { name: text("actions.recover"), exact: true })).toHaveAttribute(
      "href",
      `${PORTAL}/clients/${COMPANIES[mode]}/recover`,
    );
    await confirm(page, text("actions.remove"));
    await expect(page).toHaveURL(/created=\d+/);
    await expect(page.getByRole("link", { name }).first()).toBeVisible();
  });
}
