import { readFileSync } from "node:fs";
import { text } from "../support/words";
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

test("an administrator finds users, sorts them, and takes them along", async ({ page, expectAccessible }) => {
  await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  await createUser(page, PER, "Read-only Administrator");
  await createUser(page, LIV, "Company Administrator");
  await page.goto(`${own.origin}/portal`);
  await page.getByRole("link", { name: "Users", exact: true }).click();
  const rows = page.getByRole("row").filter({ hasText: "@fjord.example" });
  await expect(rows).toHaveText([/^ida@/, /^liv@/, /^per@/]);

  // By the header: the other way round, and by another column.
  await expect(page.getByRole("columnheader", { name: "Login" })).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("link", { name: "Login" }).click();
  await expect(rows).toHaveText([/^per@/, /^liv@/, /^ida@/]);
  await page.getByRole("link", { name: text("fields.lastSignIn") }).click();
  await expect(page.getByRole("columnheader", { name: text("fields.lastSignIn") })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await expect(rows.first()).toContainText(OWNER);
  await expectAccessible(page);

  // A search keeps the order, and a filter joins it.
  await page.getByRole("searchbox", { name: text("fields.search"), exact: true }).fill("FJORD");
  await page.getByLabel(text("fields.status")).selectOption(text("statuses.not_activated"));
  await page.getByLabel(text("fields.role")).selectOption("Read-only Administrator");
  await expect(page).toHaveURL(/search=FJORD&status=not_activated&role=readonly_admin&sort=-lastSignIn/);
  await expect(rows).toHaveText([/^per@/]);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: text("list.downloadCsv") }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^backstay-users-\d+-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...lines] = readFileSync(await download.path(), "utf8").split("\r\n");
  expect(head).toContain(`\uFEFF"${text("fields.login")}","${text("fields.firstName")}",`);
  expect(lines).toEqual([expect.stringContaining(`"${PER}"`), ""]);

  await page.getByLabel(text("fields.status")).selectOption(text("list.notDeleted"));
  await page.getByRole("searchbox", { name: text("fields.search"), exact: true }).fill("nobody");
  await expect(page.getByRole("heading", { name: text("users.noMatch.title") })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: text("users.noMatch.deleted") }).click();
  await expect(page.getByLabel(text("fields.status"))).toHaveValue("deleted");
  await expect(page.getByRole("searchbox", { name: text("fields.search"), exact: true })).toHaveValue("nobody");
  await page
    .getByRole("link", { name: text("list.clearFilter") })
    .first()
    .click();
  await expect(rows).toHaveCount(3);
  await page.getByRole("link", { name: text("audit.title"), exact: true }).click();
  await expect(page.getByRole("link", { name: text("audit.events.user.export") })).toBeVisible();
});

testWithoutJavaScript("the same without JavaScript, on a narrow screen too", async ({ page, expectAccessible }) => {
  await page.goto(`${own.origin}/login`);
  await signIn(page, OWNER);
  await page.goto(`${own.origin}/portal`);
  await page.getByRole("link", { name: "Users", exact: true }).click();
  const rows = page.getByRole("row").filter({ hasText: "@fjord.example" });
  await page.getByRole("link", { name: "Login" }).click();
  await expect(rows).toHaveText([/^per@/, /^liv@/, /^ida@/]);
  await page.getByRole("searchbox", { name: text("fields.search"), exact: true }).fill("li");
  await page
    .getByRole("main")
    .getByRole("button", { name: text("list.search") })
    .click();
  await expect(rows).toHaveText([/^liv@/]);
  await page.setViewportSize({ width: 375, height: 800 });
  await page.getByText(text("users.filter.title")).click();
  await page.getByRole("searchbox", { name: text("fields.search"), exact: true }).fill("");
  await page.getByLabel(text("list.sortBy")).selectOption(text("list.sorts.created"));
  await page
    .getByRole("main")
    .getByRole("button", { name: text("list.search") })
    .click();
  await expect(rows).toHaveText([/^ida@/, /^per@/, /^liv@/]);
  await expectAccessible(page);
});
