import { readFileSync } from "node:fs";
import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const OWNER = "ida@fjord.example";
const USER = "per@fjord.example";

const own = useInstallation(() =>
  startOwnInstallation([
    ["--kind", "customer", "--name", "Fjord Logistics", "--email", OWNER, "--quota", "500GB", "--mode", "trial"],
    ["--kind", "partner", "--name", "Harbour IT", "--email", "ole@harbour.example"],
  ]),
);

test("an administrator finds what was done, narrows it down, and takes it along", async ({
  page,
  expectAccessible,
}) => {
  await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  await createUser(page, USER, "Read-only Administrator");

  await page.getByRole("link", { name: text("audit.title"), exact: true }).click();
  await expect(page.getByRole("heading", { name: text("audit.title"), level: 1 })).toBeVisible();
  const line = page
    .getByRole("row")
    .filter({ hasText: text("audit.events.user.create") })
    .filter({ hasText: USER });
  await expect(line).toHaveCount(1);
  await expect(line).toContainText(OWNER);
  await expect(
    page.getByRole("row").filter({ hasText: text("audit.events.tenant.create", { kind: "customer" }) }),
  ).toContainText(text("audit.system"));
  await expectAccessible(page);

  await page.getByLabel(text("audit.columns.event")).selectOption(text("audit.events.user.create"));
  await page.getByLabel(text("audit.columns.initiator")).fill(OWNER.toUpperCase());
  await expect(page).toHaveURL(/event=user\.create/);
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(line).toBeVisible();

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: text("list.downloadCsv") }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^backstay-audit-log-\d+-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...lines] = readFileSync(await download.path(), "utf8").split("\r\n");
  expect(head).toContain(`\uFEFF"${text("audit.columns.date")} (UTC)","${text("audit.columns.event")}",`);
  expect(lines).toEqual([
    expect.stringContaining(`"${text("audit.events.user.create")}","user.create","User","${USER}"`),
    "",
  ]);

  await page.getByRole("link", { name: text("audit.events.user.create") }).click();
  await expect(page.getByRole("heading", { name: text("audit.events.user.create") })).toBeVisible();
  await expect(page.getByText("Read-only Administrator")).toBeVisible();
  await expect(page.getByText(pattern("devices.browserOn", { system: "Linux" }))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: text("audit.line.back") }).click();
  await expect(page.getByRole("row")).toHaveCount(2);

  await page.getByLabel(text("fields.from")).fill("2030-01-01");
  await expect(page.getByRole("heading", { name: text("list.noResults") })).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole("link", { name: text("list.clearFilter") })
    .first()
    .click();
  await expect(line).toBeVisible();
});

test("another company's log, lines and file are not there", async ({ page }) => {
  await activate(page, own.link(await newestEmail("ole@harbour.example", { dataDir: own.dataDir })));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  const harbour = Number(/\/portal\/(\d+)/.exec(page.url())?.[1]);
  for (const tenant of Array.from({ length: harbour + 2 }, (_, index) => index)) {
    for (const path of [
      "audit-log",
      "audit-log/1",
      "audit-log/3",
      "audit-log/csv",
      `audit-log?tenant=${harbour - 1}`,
    ]) {
      const response = await page.request.get(`${own.origin}/portal/${tenant}/${path}`);
      const sent = await response.text();
      for (const foreign of ["Fjord", "fjord.example", "Backstay Provider"]) {
        expect(sent, `${path} of ${tenant}`).not.toContain(foreign);
      }
      const theirs = tenant === harbour && ["audit-log", "audit-log/csv"].includes(path);
      expect(response.status(), `${path} of ${tenant}`).toBe(theirs ? 200 : 404);
    }
  }
  await page.context().clearCookies();
  const signedOut = await page.request.get(`${own.origin}/portal/${harbour}/audit-log/csv`, { maxRedirects: 0 });
  expect(signedOut.status()).toBe(307);
  expect(signedOut.headers().location).toContain("/login?next=");
});

testWithoutJavaScript("the same without JavaScript", async ({ page, expectAccessible }) => {
  await page.goto(`${own.origin}/login`);
  await signIn(page, OWNER);
  await page.goto(`${own.origin}/portal`);
  await page.getByRole("link", { name: text("audit.title"), exact: true }).click();
  await page.getByLabel(text("audit.columns.event")).selectOption(text("audit.events.session.refuse"));
  await page.getByRole("button", { name: text("audit.filter.submit") }).click();
  await expect(page.getByRole("heading", { name: text("list.noResults") })).toBeVisible();
  await page.getByLabel(text("audit.columns.event")).selectOption(text("audit.events.user.create"));
  await page.getByRole("button", { name: text("audit.filter.submit") }).click();
  await expect(page.getByRole("row").filter({ hasText: USER })).toBeVisible();
  await expectAccessible(page);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: text("list.downloadCsv") }).click();
  expect(readFileSync(await (await downloading).path(), "utf8")).toContain(USER);
});
