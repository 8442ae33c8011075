import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { pattern, text } from "../support/words";
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
  await page.getByRole("link", { name: text("userImport.title") }).click();
  await expect(page.getByRole("heading", { name: text("userImport.title") })).toBeVisible();
  await expectAccessible(page);

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: text("userImport.guide.template") }).click();
  const template = readFileSync(await (await downloading).path(), "utf8");
  expect(template).toMatch(/^\uFEFF"email","login","first name","last name","language","role"\r\n/);

  const list = page.getByLabel(text("userImport.form.text"));
  await page.getByRole("button", { name: text("userImport.form.submit") }).click();
  await expect(list).toHaveAttribute("aria-invalid", "true");
  await list.fill("Name,Email\nPer,per@fjord.example");
  await page.getByRole("button", { name: text("userImport.form.submit") }).click();
  await expect(page.getByText(pattern("errors.CSV_COLUMNS", { columns: "role" })).first()).toBeVisible();
  await expect(list).toHaveValue("Name,Email\nPer,per@fjord.example");

  await list.fill(
    `email;first name;role\nper@fjord.example;Per;User\n${OWNER.toUpperCase()};Ida;User\nnobody;;King\nPER@fjord.example;;User`,
  );
  await page.getByRole("button", { name: text("userImport.form.submit") }).click();
  await expect(page.getByText(text("userImport.preview.bad", { bad: 3 }))).toBeVisible();
  await expect(rowOf(page, OWNER.toUpperCase())).toContainText(text("userImport.problems.LOGIN_TAKEN"));
  await expect(rowOf(page, "nobody")).toContainText(pattern("errors.EMAIL_INVALID"));
  await expect(rowOf(page, "nobody")).toContainText(pattern("userImport.problems.ROLE_UNKNOWN"));
  await expect(rowOf(page, "PER@fjord.example")).toContainText(text("userImport.problems.LOGIN_REPEATED", { row: 2 }));
  await expect(page.getByRole("button", { name: /^Create/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("link", { name: text("userImport.preview.all", { count: 4 }) }).click();
  await expect(page.getByRole("row")).toHaveCount(5);

  await list.fill("email;first name;role\nper@fjord.example;Per;User\nliv@fjord.example;Liv;company_admin");
  await page.getByRole("button", { name: text("userImport.form.checkAgain") }).click();
  await expect(page.getByText(text("userImport.preview.good", { count: 2 }))).toBeVisible();
  await page.getByRole("button", { name: text("userImport.preview.create", { count: 2 }) }).click();
  await expect(page.getByText(text("userImport.result.created", { count: 2 }))).toBeVisible();
  // By itself: no one reloads.
  await expect(page.getByText(text("userImport.result.progress", { sent: 2, total: 2 }))).toBeVisible({
    timeout: 30_000,
  });
  await expectAccessible(page);
  await newestEmail("per@fjord.example", { dataDir: own.dataDir });
  await page.getByRole("link", { name: text("users.goToUsers") }).click();
  await expect(rowOf(page, "liv@fjord.example")).toContainText("Company Administrator");
});

testWithoutJavaScript(
  "a file is checked, corrected and created without JavaScript, once however often it is posted",
  async ({ page, expectAccessible }) => {
    await page.goto(`${own.origin}/login`);
    await signIn(page, OWNER);
    await page.goto(`${own.origin}/portal`);
    await page.getByRole("link", { name: "Users", exact: true }).click();
    await page.getByRole("link", { name: text("userImport.title") }).click();
    const file = page.getByLabel(text("userImport.form.file"));
    const upload = (name: string, buffer: Buffer) => file.setInputFiles({ name, mimeType: "text/csv", buffer });
    await upload("users.csv", Buffer.from("email,role,last name\nnina@fjord.example,User,Sj\u00f8", "latin1"));
    await page.getByRole("button", { name: text("userImport.form.submit") }).click();
    await expect(page.getByText(pattern("errors.CSV_ENCODING")).first()).toBeVisible();

    await upload(
      "users.csv",
      Buffer.from("email,role,last name\nnina@fjord.example,User,Sj\u00f8\nper@fjord.example,User,"),
    );
    await page.getByRole("button", { name: text("userImport.form.submit") }).click();
    await expect(page.getByText(text("userImport.preview.bad", { bad: 1 }))).toBeVisible();
    await expect(rowOf(page, "per@fjord.example")).toContainText(text("userImport.problems.LOGIN_TAKEN"));
    await expectAccessible(page);

    const list = page.getByLabel(text("userImport.form.text"));
    await list.fill((await list.inputValue()).replace("per@", "kai@"));
    await page.getByRole("button", { name: text("userImport.form.checkAgain") }).click();
    await expect(page.getByText(text("userImport.preview.good", { count: 2 }))).toBeVisible();
    const draft = page.url();
    const again = await page.context().newPage();
    await again.goto(draft);
    await page.getByRole("button", { name: text("userImport.preview.create", { count: 2 }) }).click();
    await expect(page.getByText(text("userImport.result.created", { count: 2 }))).toBeVisible();
    await again.getByRole("button", { name: text("userImport.preview.create", { count: 2 }) }).click();
    await expect(again.getByText(text("userImport.result.created", { count: 2 }))).toBeVisible();
    await again.close();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText(text("userImport.result.progress", { sent: 2, total: 2 }))).toBeVisible({
        timeout: 500,
      });
    }).toPass();
    await page.getByRole("link", { name: text("users.goToUsers") }).click();
    await expect(rowOf(page, "nina@fjord.example")).toHaveCount(1);
    await expect(rowOf(page, "nina@fjord.example")).toContainText("Sjø");
  },
);
