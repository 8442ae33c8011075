import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const OWNER = "ida@fjord.example";

const own = useInstallation(() =>
  startOwnInstallation([
    ["--kind", "customer", "--name", "Fjord Logistics", "--email", OWNER, "--quota", "500GB", "--mode", "trial"],
  ]),
);

const rowOf = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

test("a pasted list is checked, corrected and created, and tells how far its emails are", async ({
  page,
  expectAccessible,
}) => {
  await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  await page.getByRole("link", { name: "Users", exact: true }).click();
  await page.getByRole("link", { name: "Import users" }).click();
  await expect(page.getByRole("heading", { name: "Import users" })).toBeVisible();
  await expectAccessible(page);

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the template" }).click();
  const template = readFileSync(await (await downloading).path(), "utf8");
  expect(template).toMatch(/^\uFEFF"email","login","first name","last name","language","role"\r\n/);

  const list = page.getByLabel("List of users");
  await page.getByRole("button", { name: "Check the list" }).click();
  await expect(list).toHaveAttribute("aria-invalid", "true");
  await list.fill("Name,Email\nPer,per@fjord.example");
  await page.getByRole("button", { name: "Check the list" }).click();
  await expect(page.getByText("The heading lacks: role.").first()).toBeVisible();
  await expect(list).toHaveValue("Name,Email\nPer,per@fjord.example");

  await list.fill(
    `email;first name;role\nper@fjord.example;Per;User\n${OWNER.toUpperCase()};Ida;User\nnobody;;King\nPER@fjord.example;;User`,
  );
  await page.getByRole("button", { name: "Check the list" }).click();
  await expect(page.getByText("3 rows need correction")).toBeVisible();
  await expect(rowOf(page, OWNER.toUpperCase())).toContainText("This login is already in use.");
  await expect(rowOf(page, "nobody")).toContainText("Enter an email address");
  await expect(rowOf(page, "nobody")).toContainText("There is no such role.");
  await expect(rowOf(page, "PER@fjord.example")).toContainText("Row 2 has the same login.");
  await expect(page.getByRole("button", { name: /^Create/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("link", { name: "All rows (4)" }).click();
  await expect(page.getByRole("row")).toHaveCount(5);

  await list.fill("email;first name;role\nper@fjord.example;Per;User\nliv@fjord.example;Liv;company_admin");
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByText("All 2 rows are good")).toBeVisible();
  await page.getByRole("button", { name: "Create 2 users" }).click();
  await expect(page.getByText("2 users created")).toBeVisible();
  // By itself: nobody reloads.
  await expect(page.getByText("2 of 2 sent")).toBeVisible();
  await expectAccessible(page);
  await newestEmail("per@fjord.example", { dataDir: own.dataDir });
  await page.getByRole("link", { name: "Go to “Users”" }).click();
  await expect(rowOf(page, "liv@fjord.example")).toContainText("Company Administrator");
});

testWithoutJavaScript(
  "a file is checked, corrected and created without JavaScript, once however often it is posted",
  async ({ page, expectAccessible }) => {
    await page.goto(`${own.origin}/login`);
    await signIn(page, OWNER);
    await page.goto(`${own.origin}/portal`);
    await page.getByRole("link", { name: "Users", exact: true }).click();
    await page.getByRole("link", { name: "Import users" }).click();
    const file = page.getByLabel("Or choose a CSV file");
    const upload = (name: string, buffer: Buffer) => file.setInputFiles({ name, mimeType: "text/csv", buffer });
    await upload("users.csv", Buffer.from("email,role,last name\nnina@fjord.example,User,Sj\u00f8", "latin1"));
    await page.getByRole("button", { name: "Check the list" }).click();
    await expect(page.getByText("The characters of this file cannot be read.").first()).toBeVisible();

    await upload(
      "users.csv",
      Buffer.from("email,role,last name\nnina@fjord.example,User,Sj\u00f8\nper@fjord.example,User,"),
    );
    await page.getByRole("button", { name: "Check the list" }).click();
    await expect(page.getByText("One row needs correction")).toBeVisible();
    await expect(rowOf(page, "per@fjord.example")).toContainText("This login is already in use.");
    await expectAccessible(page);

    const list = page.getByLabel("List of users");
    await list.fill((await list.inputValue()).replace("per@", "kai@"));
    await page.getByRole("button", { name: "Check again" }).click();
    await expect(page.getByText("All 2 rows are good")).toBeVisible();
    const draft = page.url();
    const again = await page.context().newPage();
    await again.goto(draft);
    await page.getByRole("button", { name: "Create 2 users" }).click();
    await expect(page.getByText("2 users created")).toBeVisible();
    await again.getByRole("button", { name: "Create 2 users" }).click();
    await expect(again.getByText("2 users created")).toBeVisible();
    await again.close();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("2 of 2 sent")).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.getByRole("link", { name: "Go to “Users”" }).click();
    await expect(rowOf(page, "nina@fjord.example")).toHaveCount(1);
    await expect(rowOf(page, "nina@fjord.example")).toContainText("Sjø");
  },
);
