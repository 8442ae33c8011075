import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
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
    page.getByRole("link", { name: "Download CSV" }).click(),
  ]);
  return readFileSync(await file.path(), "utf8").split("\r\n");
}

test("the customer accepts the agreement that came with the product, in their own language", async ({ page }) => {
  await activate(page, await emailTo(OWNER));
  await page.goto(`${own.origin}/portal`);
  await expect(page.getByRole("heading", { name: "End-User License Agreement" })).toBeVisible();
  await expect(page.getByText(/^Version 2026-11-22/)).toBeVisible();
  await acceptAgreement(page);
});

test("the provider drafts a version in two languages, looks at it and publishes; everybody is asked again", async ({
  page,
  browser,
  expectAccessible,
}) => {
  await activate(page, await emailTo(ADMIN));
  await page.goto(agreement);
  await acceptAgreement(page);
  await expect(page.getByText("2 of 2")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Start a draft" }).click();
  await expect(page.getByRole("status")).toContainText("copy of the version in force");
  await expect(page.getByRole("row", { name: /^Deutsch/ })).toContainText("Unchanged");
  await expectAccessible(page);

  await page.getByRole("link", { name: "Edit English" }).click();
  await page.getByLabel("Title").fill("");
  await page
    .getByLabel("Text", { exact: true })
    .fill("## Fair use\n\nBe **kind**. See [privacy](https://example.com/p).");
  await page.getByRole("button", { name: "Save and preview" }).click();
  await expect(alertOf(page)).toContainText("Title");
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue(/Be \*\*kind\*\*/);
  await expectAccessible(page);
  await page.getByLabel("Title").fill("House rules");
  await page.getByRole("button", { name: "Save and preview" }).click();
  await expect(page.getByRole("heading", { name: "House rules" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Fair use" })).toBeVisible();
  await expect(page.getByRole("link", { name: "privacy" })).toHaveAttribute("href", "https://example.com/p");
  await expectAccessible(page);

  // Two at the same text: the second is asked, and nothing is lost.
  const other = await browser.newContext({ storageState: await page.context().storageState() });
  const second = await other.newPage();
  await second.goto(`${agreement}/draft/de`);
  await page.goto(`${agreement}/draft/de`);
  await page.getByLabel("Title").fill("Hausordnung");
  await page.getByRole("button", { name: "Save and preview" }).click();
  await expect(page.getByRole("heading", { name: "Hausordnung" })).toBeVisible();
  await second.getByLabel("Title").fill("Spielregeln");
  await second.getByRole("button", { name: "Save and preview" }).click();
  await expect(second.getByRole("row", { name: /^Title/ })).toContainText("Hausordnung");
  await expectAccessible(second);
  await second.getByRole("button", { name: "Keep mine" }).click();
  await expect(second.getByRole("heading", { name: "Spielregeln" })).toBeVisible();
  await other.close();

  await page.goto(`${agreement}/draft/ja`);
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByRole("row", { name: /^日本語/ })).toContainText("Removed: sees English");

  await page.getByRole("link", { name: "Publish…" }).click();
  await expect(page.getByText(/All 2 people who can sign in/)).toBeVisible();
  await expect(page.getByText(/people who read them will see English: 日本語/)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Version").fill("2026-11-22");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(alertOf(page)).toContainText("There is a version with this name already");
  await page.getByLabel("Version").fill("House rules 1");
  await page.getByLabel(/^What changed/).fill("Shorter");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Version House rules 1")).toBeVisible();
  await acceptAgreement(page);
  await expect(page.getByRole("status")).toContainText("Version House rules 1 is in force now");
  await expect(page.getByText("1 of 2")).toBeVisible();
  await expectAccessible(page);
});

test("who has accepted the one before is asked again, and both stand in the list and in the file", async ({
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
  await expect(page.getByText("Nobody is missing")).toBeVisible();
  await page.goto(`${agreement}/acceptances`);
  await page.getByLabel("Person or company").fill("fjord");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("row", { name: new RegExp(OWNER) })).toHaveCount(2);
  await expectAccessible(page);
  const lines = await download(page);
  expect(lines[0]).toContain('"Login","Name","Email","Company","Version"');
  expect(lines.slice(1, 3).map((line) => line.split(",").slice(0, 5).join(","))).toEqual([
    `"${OWNER}","","${OWNER}","Fjord Logistics","House rules 1"`,
    `"${OWNER}","","${OWNER}","Fjord Logistics","2026-11-22"`,
  ]);
  expect(lines.slice(3)).toEqual([""]);

  await page.getByRole("link", { name: OWNER }).first().click();
  await expect(page.getByText(/^Version House rules 1, accepted/)).toBeVisible();
});

testWithoutJavaScript(
  "without JavaScript: draft, preview, publish, asked again, history, file",
  async ({ page, request, expectAccessible }) => {
    await page.goto(`${own.origin}/login`);
    await signIn(page, ADMIN);
    await page.goto(agreement);
    await page.getByRole("button", { name: "Start a draft" }).click();
    await page.getByRole("link", { name: "Edit English" }).click();
    await page.getByLabel("Text", { exact: true }).fill("");
    await page.getByLabel("Title").fill("Third");
    // The browser would ask for the text itself.
    await page.locator("textarea[name=body]").evaluate((area) => area.removeAttribute("required"));
    await page.getByRole("button", { name: "Save and preview" }).click();
    await expect(alertOf(page)).toBeVisible();
    await expect(page.getByLabel("Title")).toHaveValue("Third");
    await page.getByLabel("Text", { exact: true }).fill("## Only this\n\nWords.");
    await page.getByRole("button", { name: "Save and preview" }).click();
    await expect(page.getByRole("heading", { name: "Only this" })).toBeVisible();
    await expectAccessible(page);
    await page.goto(agreement);
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
    await expect(page.getByText("The draft has been discarded.")).toBeVisible();
    await page.getByRole("button", { name: "Start a draft" }).click();
    await page.getByRole("link", { name: "Publish…" }).click();
    await expect(page.getByText(/No text differs/)).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Version").fill("House rules 1");
    await page.getByLabel(/^What changed/).fill("Nothing");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(alertOf(page)).toContainText("There is a version with this name already");
    await expect(page.getByLabel(/^What changed/)).toHaveValue("Nothing");
    await page.getByLabel("Version").fill("House rules 2");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(page.getByText("Version House rules 2")).toBeVisible();
    await acceptAgreement(page);
    await expect(page.getByRole("status")).toContainText("Version House rules 2 is in force now");

    const old = page.getByRole("row", { name: /^2026-11-22/ });
    await old.getByRole("link", { name: "日本語" }).click();
    await expect(page.getByText("No longer in force")).toBeVisible();
    await expect(page.getByRole("heading", { name: "エンドユーザー使用許諾契約" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Edit this text" })).toHaveCount(0);
    await expectAccessible(page);

    const { cookies } = await page.context().storageState();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const file = await request.get(`${agreement}/acceptances/csv`, { headers: { cookie } });
    const lines = (await file.text()).split("\r\n");
    expect(lines.filter((line) => line.startsWith(`"${ADMIN}"`))).toHaveLength(3);
    expect(lines.filter((line) => line.includes('"House rules 2"'))).toHaveLength(1);
  },
);
