import type { Browser, Page } from "@playwright/test";
import { pattern, text } from "../support/words";
import { expect, testWithoutJavaScript as test } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { type OwnInstallation, startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, PASSWORD, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const ADMIN = "admin@example.com";
const PARTNER = "ole@harbour.example";
const HELPER = "hanne@harbour.example";
const NAME = `Sail "& <script>alert('Söhne')</script>`;

let own: OwnInstallation;
let portal: string;
let customer: string;
test.beforeAll(async () => {
  own = await startOwnInstallation([["--kind", "partner", "--name", "Harbour IT", "--email", PARTNER]]);
});
test.afterAll(() => own?.stop());

const emailTo = async (address: string) => own.link(await newestEmail(address, { dataDir: own.dataDir }));

async function enter(page: Page, login: string): Promise<void> {
  await page.goto(`${own.origin}/login`);
  await signIn(page, login);
  await expect(page).toHaveURL(/\/start$/);
}

/** Another browser of the same user ends every session. */
async function signOutEverywhere(browser: Browser, login: string): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await enter(page, login);
  await page.goto(`${own.origin}/account/sessions`);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/login/);
  await context.close();
}

/** What a page says where a form was sent that it cannot show again. */
async function expectKept(page: Page, title: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole("combobox")).toHaveCount(0);
}

/** The way on opens beside what was typed; what is done there is for the test to say. */
async function inNewTab(page: Page, link: string, run: (tab: Page) => Promise<void>): Promise<void> {
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: link }).click();
  const tab = await opened;
  await run(tab);
  await tab.close();
}

const signInThere = (page: Page, login: string) =>
  inNewTab(page, text("keptForm.signedOut.action"), async (tab) => {
    await signIn(tab, login);
    await expect(tab).toHaveURL(/\/start$/);
  });

test("the wizard is sent again after the session was ended elsewhere, and makes one customer", async ({
  page,
  browser,
  expectAccessible,
}) => {
  await activate(page, await emailTo(PARTNER));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  portal = page.url().replace(/\/overview$/, "");
  await page.goto(`${portal}/clients/new?kind=customer`);
  await page.getByLabel("Customer name").fill(NAME);
  await page.getByRole("radio", { name: "Trial" }).check();
  await page.getByLabel("Cloud storage quota").fill("1.5");
  await page.getByLabel("Unit").selectOption("TB");
  await page.getByLabel("Email", { exact: true }).fill("wanda@sail.example");
  await page.getByLabel("Last name").fill("O’Hara");
  await signOutEverywhere(browser, PARTNER);
  await page.getByRole("button", { name: "Done" }).click();

  await expectKept(page, text("keptForm.signedOut.title"));
  await expect(page).toHaveURL(`${portal}/clients/new?kind=customer`);
  const typed = page.getByRole("term");
  await expect(typed).toHaveText(["Customer name", "Cloud storage quota", "Unit", "Email", "Last name"]);
  await expect(page.getByRole("definition")).toHaveText([NAME, "1.5", "TB", "wanda@sail.example", "O’Hara"]);
  expect(await page.content()).not.toContain("<script>alert");
  await expect(page.getByText(pattern("keptForm.secrets"))).toHaveCount(0);
  await expectAccessible(page);

  // No one has signed in yet: nothing is lost by trying.
  await page.getByRole("button", { name: text("keptForm.sendAgain") }).click();
  await expectKept(page, text("keptForm.signedOut.title"));
  await signInThere(page, PARTNER);
  await page.getByRole("button", { name: text("keptForm.sendAgain") }).dblclick();
  await expect(page.getByRole("status").filter({ hasText: pattern("clients.created.title") })).toContainText(
    "wanda@sail.example",
  );
  const row = page.getByRole("row").filter({ hasText: "Sail" });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(NAME);
  await expect(row).toContainText("Trial");
  await row.getByRole("link", { name: NAME }).first().click();
  customer = page.url().replace(/\/overview$/, "");
  await page.goto(`${customer}/settings/quota`);
  await expect(page.getByLabel("Cloud storage quota")).toHaveValue("1.5");
  await expect(page.getByLabel("Unit", { exact: true })).toHaveValue("TB");
});

test("a mistake in what is sent again is shown at its field, with all the rest", async ({ page, context }) => {
  await enter(page, PARTNER);
  await page.goto(`${portal}/users/new`);
  await page.getByLabel("Email", { exact: true }).fill(PARTNER);
  await page.getByLabel("First name").fill("Second");
  await page.getByRole("radio", { name: "Read-only Administrator" }).check();
  await context.clearCookies();
  await page.getByRole("button", { name: "Create" }).click();
  await expectKept(page, text("keptForm.signedOut.title"));
  await signInThere(page, PARTNER);
  await page.getByRole("button", { name: text("keptForm.sendAgain") }).click();
  await expect(page.getByLabel("Email", { exact: true })).toHaveAccessibleDescription(pattern("errors.LOGIN_TAKEN"));
  await expect(page.getByLabel("First name")).toHaveValue("Second");
  await expect(page.getByRole("radio", { name: "Read-only Administrator" })).toBeChecked();
});

test("passwords are not given back, and a form of nothing else leads to sign in", async ({ page, context }) => {
  await enter(page, PARTNER);
  await page.goto(`${own.origin}/account/email`);
  await page.getByLabel(text("fields.newEmail")).fill("new@harbour.example");
  await page.getByLabel(text("account.password.current")).fill(PASSWORD);
  await context.clearCookies();
  await page.getByRole("button", { name: text("account.email.submit") }).click();
  await expectKept(page, text("keptForm.signedOut.title"));
  await expect(page.getByText(pattern("keptForm.secrets"))).toBeVisible();
  expect(await page.content()).not.toContain(PASSWORD);
  await signInThere(page, PARTNER);
  await page.getByRole("button", { name: text("keptForm.sendAgain") }).click();
  await expect(page.getByLabel(text("account.password.current"))).toHaveAccessibleDescription(
    pattern("errors.REQUIRED"),
  );
  await expect(page.getByLabel(text("fields.newEmail"))).toHaveValue("new@harbour.example");

  await page.goto(`${own.origin}/account/security`);
  await page.getByLabel(text("account.password.current")).fill(PASSWORD);
  await page.getByLabel(text("account.password.new"), { exact: true }).fill("Another harbour 43 lanterns");
  await page.getByLabel(text("account.password.repeat")).fill("Another harbour 43 lanterns");
  await context.clearCookies();
  await page.getByRole("button", { name: text("account.password.submit") }).click();
  await expect(page).toHaveURL(/\/login\?next=%2Faccount%2Fsecurity/);
});

test("what was typed outlives the right to save it, and is saved once the right is back", async ({
  page,
  browser,
  expectAccessible,
}) => {
  await enter(page, PARTNER);
  await page.goto(`${portal}/users`);
  await createUser(page, HELPER, "Partner Administrator");
  const helper = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await activate(helper, await emailTo(HELPER));
  await helper.goto(`${own.origin}/portal`);
  await acceptAgreement(helper);
  await helper.goto(`${portal}/users/new`);
  await helper.getByLabel("Email", { exact: true }).fill("late@harbour.example");
  await helper.getByRole("radio", { name: "Read-only Administrator" }).check();

  await page.getByRole("link", { name: HELPER }).first().click();
  const setRole = async (role: string) => {
    await page.getByRole("link", { name: text("common.edit", { what: text("fields.servicesAndRoles") }) }).click();
    await page.getByRole("radio", { name: role, exact: true }).first().check();
    await page.getByRole("button", { name: text("common.save") }).click();
    await expect(page.getByRole("status")).toBeVisible();
  };
  await setRole("Read-only Administrator");
  await helper.getByRole("button", { name: "Create" }).click();
  await expectKept(helper, text("keptForm.gone.title"));
  await expect(helper.getByRole("definition")).toHaveText(["late@harbour.example"]);
  await expectAccessible(helper);
  await helper.getByRole("button", { name: text("keptForm.sendAgain") }).click();
  await expectKept(helper, text("keptForm.gone.title"));
  await setRole("Partner Administrator");
  await helper.getByRole("button", { name: text("keptForm.sendAgain") }).click();
  await expect(helper.getByRole("link", { name: "late@harbour.example" }).first()).toBeVisible();
  await helper.context().close();
});

test("what was typed outlives the closing of the company it was for", async ({ page, context }) => {
  await enter(page, PARTNER);
  await page.goto(`${customer}/users/new`);
  await page.getByLabel("Email", { exact: true }).fill("mate@sail.example");
  await page.getByRole("radio", { name: "Read-only Administrator" }).check();
  const tab = await context.newPage();
  await tab.goto(`${customer}/settings/general`);
  await tab.getByRole("button", { name: text("actions.disable") }).click();
  await tab
    .getByRole("dialog")
    .getByRole("button", { name: text("actions.disable") })
    .click();
  await expect(tab.getByRole("status")).toBeVisible();
  await page.getByRole("button", { name: "Create" }).click();
  await expectKept(page, text("keptForm.gone.title"));
  await expect(page.getByRole("definition")).toHaveText(["mate@sail.example"]);
  await tab.getByRole("button", { name: text("actions.enable"), exact: true }).click();
  await expect(tab).toHaveURL(/notice=enabled/);
  await page.getByRole("button", { name: text("keptForm.sendAgain") }).click();
  await expect(page.getByRole("link", { name: "mate@sail.example" }).first()).toBeVisible();
});

test("a new agreement is read beside the form that waits for it", async ({ page, browser }) => {
  const partner = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await enter(partner, PARTNER);
  await partner.goto(`${portal}/users/new`);
  await partner.getByLabel("Email", { exact: true }).fill("next@harbour.example");
  await partner.getByRole("radio", { name: "Read-only Administrator" }).check();

  const agreement = `${own.origin}/portal/1/settings/license-agreement`;
  await activate(page, await emailTo(ADMIN));
  await page.goto(agreement);
  await acceptAgreement(page);
  await page.getByRole("button", { name: text("agreement.draft.start") }).click();
  await page.goto(`${agreement}/publish`);
  await page.getByLabel(text("agreement.fields.version")).fill("House rules 1");
  await page.getByRole("button", { name: text("agreement.publish.submit"), exact: true }).click();
  await expect(page.getByText(text("eula.version", { version: "House rules 1" }))).toBeVisible();

  await partner.getByRole("button", { name: "Create" }).click();
  await expectKept(partner, text("keptForm.agreementChanged.title"));
  await inNewTab(partner, text("keptForm.agreementChanged.action"), acceptAgreement);
  await partner.getByRole("button", { name: text("keptForm.sendAgain") }).click();
  await expect(partner.getByRole("link", { name: "next@harbour.example" }).first()).toBeVisible();
  await partner.context().close();
});

test("a form of another website is refused before anything reads it", async ({ page }) => {
  await enter(page, PARTNER);
  const answer = await page.request.post(`${portal}/users/new`, {
    headers: { Origin: "https://evil.example" },
    multipart: { $typed: '{"email":"Email"}', email: "eve@evil.example" },
  });
  expect(answer.status()).toBe(403);
  expect(await answer.text()).not.toContain("eve@evil.example");
});
