import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import postgres from "postgres";
import { text } from "../support/words";
import { type Running, startBackstay } from "./support/command";
import { expect, test as quietTest } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { ADMINISTRATOR, acceptAgreement, activate, signIn } from "./support/steps";

const SERVER = process.env.TEST_DATABASE_URL ?? "";

/** React says each failure once more on the console. */
const test = quietTest.extend({
  // biome-ignore lint/correctness/noEmptyPattern: playwright wants the pattern
  quietConsole: async ({}, use) => use(undefined),
});
const testWithoutJavaScript = test.extend({ javaScriptEnabled: false });
test.skip(!SERVER, "pages are made to fail by taking a table away, which needs Postgres: set TEST_DATABASE_URL");
test.describe.configure({ mode: "serial" });

const FAILED = text("unexpected.title");

let dataDir = "";
let origin = "";
let database: postgres.Sql;
let instance: Running;
let own: OwnDatabase | undefined;
test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "backstay-failed-"));
  own = await createOwnDatabase(SERVER);
  database = postgres(own.url, { max: 1, onnotice: () => {} });
  instance = await startBackstay({
    DATABASE_URL: own.url,
    DATA_DIR: dataDir,
    AUTH_SECRET: "a secret of the tests, never used elsewhere",
    PROVIDER_NAME: "Northwind Backup",
    PROVIDER_ADMIN_EMAIL: ADMINISTRATOR,
    EMAIL_TRANSPORT: "mailbox",
    LOG_LEVEL: "warn",
  });
  origin = `http://localhost:${instance.port}`;
});
test.afterAll(async () => {
  await instance?.end("SIGTERM");
  await database?.end();
  await own?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** While it runs, what reads the table fails. */
async function without(table: string, run: () => Promise<void>): Promise<void> {
  await database.unsafe(`alter table ${table} rename to taken_away`);
  await run().finally(() => database.unsafe(`alter table taken_away rename to ${table}`));
}

async function enter(page: Page): Promise<string> {
  await page.goto(`${origin}/login`);
  await signIn(page, ADMINISTRATOR);
  await expect(page).not.toHaveURL(/\/login/);
  await page.goto(`${origin}/portal`);
  return /^.*\/portal\/\d+/.exec(page.url())?.[0] ?? "";
}

test("a page that fails keeps its frame, has the focus, and comes back by 'Try again'", async ({
  page,
  expectAccessible,
}) => {
  const { link } = await newestEmail(ADMINISTRATOR, { dataDir });
  await activate(page, `${origin}${new URL(link).pathname}`);
  await page.goto(`${origin}/portal`);
  await acceptAgreement(page);
  const failed = page.getByRole("alert").filter({ has: page.getByRole("heading", { name: FAILED }) });
  const retry = page.getByRole("button", { name: text("unexpected.retry") });

  await without("audit_log", async () => {
    await page.getByRole("link", { name: text("audit.title"), exact: true }).click();
    await expect(failed).toBeFocused();
    await expect(page.getByRole("banner").getByRole("link", { name: "Users", exact: true })).toBeVisible();
    await expect(failed).toContainText(new RegExp(`${text("unexpected.reference")} \\d+`));
    await expectAccessible(page);
    await retry.click();
    await expect(failed).toBeVisible();
  });
  // The attempt before may still be on its way, and find the cause gone: then there is nothing left to press.
  await expect(async () => {
    if (await retry.isVisible()) await retry.click({ timeout: 1000 });
    await expect(page.getByRole("heading", { name: text("audit.title") })).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 300_000 });
  await expect(failed).toBeHidden();

  await without("audit_log", async () => {
    expect((await page.reload())?.status()).toBe(500);
    await expect(failed).toBeFocused();
    await expect(page.getByRole("banner")).toBeVisible();
    // The words for browsers without scripts are gone.
    await expect(page.getByRole("main")).toHaveCount(1);
  });
  await retry.click();
  await expect(page.getByRole("heading", { name: text("audit.title") })).toBeVisible();
});

test("where the frame of all pages fails the page names no product, and comes back too", async ({
  page,
  expectAccessible,
}) => {
  const portal = await enter(page);
  await without("sessions", async () => {
    expect((await page.goto(`${portal}/users`))?.status()).toBe(500);
    await expect(page.getByRole("heading", { name: FAILED })).toBeVisible();
    await expect(page).toHaveTitle(FAILED);
    await expect(page.getByText("Backstay")).toHaveCount(0);
    await expectAccessible(page);
  });
  await page.getByRole("button", { name: text("unexpected.retry") }).click();
  await expect(page.getByRole("heading", { name: "Users" })).toBeVisible();
});

testWithoutJavaScript(
  "without JavaScript a page that fails, or is not there, says so in words",
  async ({ page, expectAccessible }) => {
    const portal = await enter(page);
    await without("audit_log", async () => {
      expect((await page.goto(`${portal}/audit-log`))?.status()).toBe(500);
      await expect(page.getByRole("heading", { name: FAILED })).toBeVisible();
      await expect(page.getByText(new RegExp(`^${text("unexpected.reference")} [2-9a-z]{12}$`))).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("link", { name: text("unexpected.retry") }).click();
      await expect(page.getByRole("heading", { name: FAILED })).toBeVisible();
    });
    await page.getByRole("link", { name: text("unexpected.retry") }).click();
    await expect(page.getByRole("heading", { name: text("audit.title") })).toBeVisible();

    expect((await page.goto(`${portal}/users/999999`))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: text("notFound.title") })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: text("unexpected.startPage") }).click();
    await expect(page).toHaveURL(/\/start$/);
  },
);
