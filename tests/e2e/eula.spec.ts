import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { type OwnInstallation, startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const ADMIN = "admin@example.com";
const OWNER = "ida@fjord.example";

let own: OwnInstallation;
let agreement: string;
test.beforeAll(async () => {
  own = await startOwnInstallation([
    ["--kind", "customer", "--name", "Fjord Logistics", "--email", OWNER, "--quota", "500GB"],
  ]);
  agreement = `${own.origin}/portal/1/settings/license-agreement`;
});
test.afterAll(() => own?.stop());

const emailTo = async (address: string) => own.link(await newestEmail(address, { dataDir: own.dataDir }));

/** Signs in on this installation, to the end. */
async function enter(page: Page, login: string): Promise<void> {
  await page.goto(`${own.origin}/login`);
  await signIn(page, login);
  await expect(page).not.toHaveURL(/\/login/);
}

/** What a form says went wrong; outside of the page Next announces the titles of pages in a role of the same name. */
const alertOf = (page: Page) => page.getByRole("main").getByRole("alert");

/** The file behind "Download CSV", as lines. */
async function download(page: Page): Promise<string[]> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: text("list.downloadCsv") }).click(),
  ]);
  return readFileSync(await file.path(), "utf8").split("\r\n");
}

test("the customer accepts the agreement that came with the product, in their own language", async ({ page }) => {
  await activate(page, await emailTo(OWNER));
  await page.goto(`${own.origin}/portal`);
  await expect(page.getByRole("heading", { name: text("eula.title") })).toBeVisible();
  await expect(page.getByText(pattern("eula.version", { version: "2026-11-22" }))).toBeVisible();
  await acceptAgreement(page);
});

test("the provider drafts a version in two languages, looks at it and publishes; everyone is asked again", async ({
  page,
  browser,
  expectAccessible,
}) => {
  await activate(page, await emailTo(ADMIN));
  await page.goto(agreement);
  await acceptAgreement(page);
  await expect(page.getByText("2 of 2")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: text("agreement.draft.start") }).click();
  await expect(page.getByRole("status")).toContainText(pattern("agreement.notices.started"));
  await expect(page.getByRole("row", { name: /^Deutsch/ })).toContainText(text("agreement.draft.states.same"));
  await expectAccessible(page);

  await page.getByRole("link", { name: text("common.edit", { what: "English" }) }).click();
  await page.getByLabel(text("agreement.edit.name")).fill("");
  await page
    .getByLabel(text("agreement.edit.body"), { exact: true })
    .fill("## Fair use\n\nBe **kind**. See [privacy](https://example.com/p).");
  await page.getByRole("button", { name: text("agreement.edit.submit") }).click();
  await expect(alertOf(page)).toContainText(text("agreement.edit.name"));
  await expect(page.getByLabel(text("agreement.edit.body"), { exact: true })).toHaveValue(/Be \*\*kind\*\*/);
  await expectAccessible(page);
  await page.getByLabel(text("agreement.edit.name")).fill("House rules");
  await page.getByRole("button", { name: text("agreement.edit.submit") }).click();
  await expect(page.getByRole("heading", { name: "House rules" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Fair use" })).toBeVisible();
  await expect(page.getByRole("link", { name: "privacy" })).toHaveAttribute("href", "https://example.com/p");
  await expectAccessible(page);

  // Two at the same text: the second is asked, and nothing is lost.
  const other = await browser.newContext({ storageState: await page.context().storageState() });
  const second = await other.newPage();
  await second.goto(`${agreement}/draft/de`);
  await page.goto(`${agreement}/draft/de`);
  await page.getByLabel(text("agreement.edit.name")).fill("Hausordnung");
  await page.getByRole("button", { name: text("agreement.edit.submit") }).click();
  await expect(page.getByRole("heading", { name: "Hausordnung" })).toBeVisible();
  await second.getByLabel(text("agreement.edit.name")).fill("Spielregeln");
  await second.getByRole("button", { name: text("agreement.edit.submit") }).click();
  await expect(second.getByRole("row", { name: pattern("agreement.edit.name") })).toContainText("Hausordnung");
  await expectAccessible(second);
  await second.getByRole("button", { name: text("common.conflict.keepMine") }).click();
  await expect(second.getByRole("heading", { name: "Spielregeln" })).toBeVisible();
  await other.close();

  await page.goto(`${agreement}/draft/ja`);
  await page.getByRole("button", { name: text("agreement.edit.remove"), exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: text("agreement.edit.remove"), exact: true })
    .click();
  await expect(page.getByRole("row", { name: /^日本語/ })).toContainText(text("agreement.draft.dropped"));

  await page.getByRole("link", { name: text("agreement.draft.publish") }).click();
  await expect(page.getByText(pattern("agreement.publish.asked", { people: 2 }))).toBeVisible();
  await expect(page.getByText(text("agreement.publish.dropped", { languages: "日本語" }))).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(text("agreement.fields.version")).fill("2026-11-22");
  await page.getByRole("button", { name: text("agreement.publish.submit"), exact: true }).click();
  await expect(alertOf(page)).toContainText(pattern("errors.EULA_VERSION_TAKEN"));
  await page.getByLabel(text("agreement.fields.version")).fill("House rules 1");
  await page.getByLabel(pattern("agreement.fields.note")).fill("Shorter");
  await page.getByRole("button", { name: text("agreement.publish.submit"), exact: true }).click();
  await expect(page.getByText(text("eula.version", { version: "House rules 1" }))).toBeVisible();
  await acceptAgreement(page);
  await expect(page.getByRole("status")).toContainText(
    pattern("agreement.notices.published", { version: "House rules 1" }),
  );
  await expect(page.getByText("1 of 2")).toBeVisible();
  await expectAccessible(page);
});

test("users who accepted the one before are asked again, and both are in the list and in the file", async ({
  page,
  browser,
  expectAccessible,
}) => {
  await enter(page, ADMIN);
  await page.goto(`${agreement}/acceptances?show=missing`);
  await expect(page.getByRole("row", { name: new RegExp(OWNER) })).toContainText("2026-11-22");
  await expectAccessible(page);

  const customer = await browser.newContext();
  const theirs = await customer.newPage();
  await enter(theirs, OWNER);
  await theirs.goto(`${own.origin}/portal`);
  await expect(theirs.getByRole("heading", { name: "House rules" })).toBeVisible();
  await expect(theirs.getByRole("link", { name: "privacy" })).toBeVisible();
  await expectAccessible(theirs);
  await acceptAgreement(theirs);
  await customer.close();

  await page.reload();
  await expect(page.getByText(text("agreement.acceptances.everybody.title"))).toBeVisible();
  await page.goto(`${agreement}/acceptances`);
  await page.getByLabel(text("agreement.acceptances.filter.search")).fill("fjord");
  await expect(page).toHaveURL(/search=fjord/);
  await expect(page.getByRole("row", { name: new RegExp(OWNER) })).toHaveCount(2);
  await expectAccessible(page);
  const lines = await download(page);
  expect(lines[0]).toContain(`"${text("fields.company")}","${text("agreement.fields.version")}"`);
  expect(lines.slice(1, 3).map((line) => line.split(",").slice(0, 5).join(","))).toEqual([
    `"${OWNER}","","${OWNER}","Fjord Logistics","House rules 1"`,
    `"${OWNER}","","${OWNER}","Fjord Logistics","2026-11-22"`,
  ]);
  expect(lines.slice(3)).toEqual([""]);

  await page.getByRole("link", { name: OWNER }).first().click();
  await expect(page.getByText(pattern("users.view.agreementAccepted", { version: "House rules 1" }))).toBeVisible();
});

testWithoutJavaScript(
  "without JavaScript: draft, preview, publish, asked again, history, file",
  async ({ page, request, expectAccessible }) => {
    await page.goto(`${own.origin}/login`);
    await signIn(page, ADMIN);
    await page.goto(agreement);
    await page.getByRole("button", { name: text("agreement.draft.start") }).click();
    await page.getByRole("link", { name: text("common.edit", { what: "English" }) }).click();
    await page.getByLabel(text("agreement.edit.body"), { exact: true }).fill("");
    await page.getByLabel(text("agreement.edit.name")).fill("Third");
    // The browser would ask for the text itself.
    await page.locator("textarea[name=body]").evaluate((area) => area.removeAttribute("required"));
    await page.getByRole("button", { name: text("agreement.edit.submit") }).click();
    await expect(alertOf(page)).toBeVisible();
    await expect(page.getByLabel(text("agreement.edit.name"))).toHaveValue("Third");
    await page.getByLabel(text("agreement.edit.body"), { exact: true }).fill("## Only this\n\nWords.");
    await page.getByRole("button", { name: text("agreement.edit.submit") }).click();
    await expect(page.getByRole("heading", { name: "Only this" })).toBeVisible();
    await expectAccessible(page);
    await page.goto(agreement);
    await page.getByRole("button", { name: text("agreement.draft.discard") }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: text("agreement.draft.discard") })
      .click();
    await expect(page.getByText(pattern("agreement.notices.discarded"))).toBeVisible();
    await page.getByRole("button", { name: text("agreement.draft.start") }).click();
    await page.getByRole("link", { name: text("agreement.draft.publish") }).click();
    await expect(page.getByText(pattern("agreement.publish.same"))).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(text("agreement.fields.version")).fill("House rules 1");
    await page.getByLabel(pattern("agreement.fields.note")).fill("Nothing");
    await page.getByRole("button", { name: text("agreement.publish.submit"), exact: true }).click();
    await expect(alertOf(page)).toContainText(pattern("errors.EULA_VERSION_TAKEN"));
    await expect(page.getByLabel(pattern("agreement.fields.note"))).toHaveValue("Nothing");
    await page.getByLabel(text("agreement.fields.version")).fill("House rules 2");
    await page.getByRole("button", { name: text("agreement.publish.submit"), exact: true }).click();
    await expect(page.getByText(text("eula.version", { version: "House rules 2" }))).toBeVisible();
    await acceptAgreement(page);
    await expect(page.getByRole("status")).toContainText(
      pattern("agreement.notices.published", { version: "House rules 2" }),
    );

    const old = page.getByRole("row", { name: /^2026-11-22/ });
    await old.getByRole("link", { name: "日本語" }).click();
    await expect(page.getByText(text("agreement.view.older"))).toBeVisible();
    await expect(page.getByRole("heading", { name: "エンドユーザー使用許諾契約" })).toBeVisible();
    await expect(page.getByRole("link", { name: text("agreement.view.edit") })).toHaveCount(0);
    await expectAccessible(page);

    const { cookies } = await page.context().storageState();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const file = await request.get(`${agreement}/acceptances/csv`, { headers: { cookie } });
    const lines = (await file.text()).split("\r\n");
    expect(lines.filter((line) => line.startsWith(`"${ADMIN}"`))).toHaveLength(3);
    expect(lines.filter((line) => line.includes('"House rules 2"'))).toHaveLength(1);
  },
);
