import type { Page } from "@playwright/test";
import { text } from "../support/words";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const OWNER = "ida@fjord.example";
const IN_PORTAL = /.*\/portal\/\d+/;
const portalOf = (page: Page) => IN_PORTAL.exec(page.url())?.[0] ?? "";
const row = (page: Page, login: string) => page.getByRole("row").filter({ hasText: login });

// The owner's own activation email is the first of the day's four.
const own = useInstallation(() =>
  startOwnInstallation([["--kind", "customer", "--name", "Fjord Logistics", "--email", OWNER]], {
    ACTIVATION_EMAILS_PER_COMPANY: "4",
  }),
);

test("a list says before it is created which emails won't go out today, and shows them waiting", async ({
  page,
  expectAccessible,
}) => {
  await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  await expect(page).toHaveURL(IN_PORTAL);
  const users = `${portalOf(page)}/users`;
  await page.goto(`${users}/import`);
  const logins = ["a", "b", "c", "d", "e"].map((name) => `${name}@fjord.example`);
  await page
    .getByLabel(text("userImport.form.text"))
    .fill(["email;role", ...logins.map((each) => `${each};User`)].join("\n"));
  await page.getByRole("button", { name: text("userImport.form.submit") }).click();
  await expect(page.getByText(text("userImport.preview.later", { count: 2 }))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: text("userImport.preview.create", { count: 5 }) }).click();
  await expect(page.getByText(text("userImport.result.progress", { sent: 3, total: 5 }))).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText(text("userImport.result.later", { count: 2 }))).toBeVisible();
  await expect(page.getByText(text("users.lastEmail.statuses.waiting"), { exact: true })).toHaveCount(2);
  await expectAccessible(page);

  await createUser(page, "late@fjord.example", "Company Administrator");
  await expect(page.getByText(text("users.created.waits", { email: "late@fjord.example" }))).toBeVisible();
  await page.goto(`${users}?search=late`);
  await row(page, "late@fjord.example").getByRole("link").first().click();
  await expect(page.getByText(text("users.lastEmail.waits"))).toBeVisible();
  await expectAccessible(page);
});

testWithoutJavaScript(
  "what waits is in the list of emails that are not sent, without JavaScript",
  async ({ page, expectAccessible }) => {
    await page.goto(`${own.origin}/login`);
    await signIn(page, OWNER);
    await page.goto(`${own.origin}/portal`);
    await expect(page).toHaveURL(IN_PORTAL);
    await page.goto(`${portalOf(page)}/overview/emails?status=queued`);
    await expect(row(page, "late@fjord.example")).toContainText(text("users.lastEmail.waits"));
    await expect(page.getByRole("row").filter({ hasText: text("users.lastEmail.waits") })).toHaveCount(3);
    await expectAccessible(page);
  },
);
