import type { Page } from "@playwright/test";
import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const PARTNER = "ole@harbour.example";

const own = useInstallation(() =>
  startOwnInstallation([["--kind", "partner", "--name", "Harbour IT", "--email", PARTNER]]),
);

async function openWizard(page: Page, what: string): Promise<void> {
  await page.getByRole("button", { name: "+ New" }).click();
  await page.getByRole("link", { name: what, exact: true }).click();
  await expect(page.getByRole("heading", { name: `New ${what.toLowerCase()}` })).toBeVisible();
}

test("a customer in three steps: mistakes, Back, a reload and an expired session lose nothing", async ({
  page,
  context,
  expectAccessible,
}) => {
  await activate(page, own.link(await newestEmail(PARTNER, { dataDir: own.dataDir })));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  await openWizard(page, "Customer");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByLabel("Customer name")).toBeFocused();
  await page.getByLabel("Customer name").fill("Wizard & Söhne");
  await page.getByRole("radio", { name: "Trial" }).check();
  await page.getByLabel("Language").selectOption("de");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByLabel("Cloud storage quota")).toBeFocused();
  await page.getByLabel("Cloud storage quota").fill("1.5");
  await page.getByLabel("Unit").selectOption("TB");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Email", { exact: true }).fill(PARTNER);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByLabel("Cloud storage quota")).toHaveValue("1.5");
  await page.getByRole("button", { name: "Next" }).click();

  await page.reload();
  await expect(page.getByText(text("clients.create.kept"))).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  const email = page.getByLabel("Email", { exact: true });
  await expect(email).toHaveAccessibleDescription(pattern("errors.LOGIN_TAKEN"));
  await expect(email).toBeFocused();
  await email.fill("wanda@wizard.example");

  await context.clearCookies();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("link", { name: text("clients.create.signInAgain") }).click();
  await expect(page).toHaveURL(/\/login\?next=/);
  await signIn(page, PARTNER);
  await expect(page.getByLabel("Email", { exact: true })).toHaveValue("wanda@wizard.example");
  await page.getByRole("button", { name: "Done" }).click();

  const message = page
    .getByRole("status")
    .filter({ hasText: text("clients.created.title", { name: "Wizard & Söhne" }) });
  await expect(message).toBeFocused();
  await expect(message).toContainText("wanda@wizard.example");
  const row = page.getByRole("row").filter({ hasText: "Wizard & Söhne" });
  await expect(row).toContainText("Trial");
  await expect(row).toContainText(text("list.new"));
  await expectAccessible(page);
  expect((await newestEmail("wanda@wizard.example", { dataDir: own.dataDir })).link).toContain("/activate/");
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);

  await row.getByRole("link", { name: "Wizard & Söhne" }).first().click();
  await expect(page.getByRole("heading", { name: text("overview.title") })).toBeVisible();
  await page.getByRole("link", { name: text("overview.users.waiting", { count: 1 }) }).click();
  await expect(page.getByRole("link", { name: "wanda@wizard.example" }).first()).toBeVisible();
  await page.keyboard.press("/");
  const search = page.getByRole("combobox", { name: text("search.label") });
  await expect(search).toBeFocused();
  await page.keyboard.type("wizrad sohne");
  await expect(page.getByRole("option", { name: /Wizard & Söhne/ })).toBeVisible();
  await expectAccessible(page);
  await search.fill("wanda");
  const option = page.getByRole("option", { name: /wanda@wizard\.example/ });
  await expect(option).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(option).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/users\/\d+$/);

  await page.getByRole("button", { name: text("search.switch") }).click();
  await page.getByRole("combobox", { name: text("search.labelTenants") }).fill("harbour");
  await page.getByRole("option", { name: /Harbour IT/ }).click();
  await page.getByRole("link", { name: "Clients", exact: true }).click();
  await page.getByLabel(text("fields.search"), { exact: true }).fill("nobody");
  await expect(page.getByRole("heading", { name: text("list.noResults") })).toBeVisible();
  await page
    .getByRole("main")
    .getByRole("link", { name: text("list.clearFilter") })
    .first()
    .click();
  await page.getByRole("link", { name: "Wizard & Söhne" }).first().click();

  await page.getByRole("link", { name: text("clients.title.units"), exact: true }).click();
  await expect(page.getByRole("heading", { name: text("clients.title.units"), exact: true })).toBeVisible();
  await expectAccessible(page);
});

testWithoutJavaScript(
  "without JavaScript the form stands there whole, and a second “Done” makes nothing twice",
  async ({ page, expectAccessible }) => {
    await page.goto(`${own.origin}/login`);
    await signIn(page, PARTNER);
    await expect(page).toHaveURL(/\/start$/);
    await page.goto(`${own.origin}/portal`);
    await openWizard(page, "Partner");
    await expect(page.getByRole("button", { name: "Next" })).toHaveCount(0);
    await page.getByLabel(text("clients.create.name.partner")).fill("Plain Partner");
    await page.getByLabel("Email", { exact: true }).fill("pia@plain.example");
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page.getByLabel("Cloud storage quota")).toHaveAccessibleDescription(pattern("errors.REQUIRED"));
    await expect(page.getByLabel(text("clients.create.name.partner"))).toHaveValue("Plain Partner");
    await expectAccessible(page);
    await page.getByLabel("Unlimited").check();
    await page.getByRole("button", { name: "Done" }).dblclick();
    await expect(
      page.getByRole("status").filter({ hasText: text("clients.created.title", { name: "Plain Partner" }) }),
    ).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: "Plain Partner" })).toHaveCount(1);
    await page.getByRole("banner").getByRole("searchbox").fill("plain");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("link", { name: "pia@plain.example" }).first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Plain Partner" }).first()).toBeVisible();
    await expectAccessible(page);
  },
);
