import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { PlainBrowser } from "../support/plain-browser";
import { text } from "../support/words";
import { expect, test, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, PASSWORD } from "./support/steps";

test.describe.configure({ mode: "serial" });

const OWNER = "ole@harbour.example";
const KEY = "a-key-of-the-tests-never-used-elsewhere";
const GB = 1024 ** 3;
const ROWS = 50;

/** What 50 rows may add to a list of one row, and a list as a whole may weigh, in bytes as they are sent. */
const MOST = { rows: 52_000, zippedRows: 11_000, list: 140_000, zippedList: 25_000 };

const own = useInstallation(() =>
  startOwnInstallation([["--kind", "partner", "--name", "Harbour IT", "--email", OWNER]], { USAGE_API_KEY: KEY }),
);

const FIRST = ["Maximiliane", "Konstantin", "Anneliese", "Bartholomäus", "Friederike"];
const LAST = ["Oberhuber-Schwarzenbach", "von Wittgenstein", "Lindenberger", "Katzenellenbogen", "Ó Súilleabháin"];

/** A person as they are at work: 60 characters of address and a name of two long words. */
function person(index: number): { email: string; first: string; last: string } {
  const first = FIRST[index % 5] ?? "";
  const last = LAST[Math.floor(index / 5) % 5] ?? "";
  const number = String(index).padStart(2, "0");
  return { email: `given.name-${number}.long-family@administration.harbour-logistics.example`, first, last };
}

test("50 people with long addresses and 50 clients in all states", async ({ page }) => {
  test.slow();
  await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
  await page.goto("/portal");
  await acceptAgreement(page);
  const lines = Array.from({ length: ROWS + 5 }, (_, index) => {
    const { email, first, last } = person(index);
    return `${email};${first};${last};partner_admin`;
  });
  await page.goto("/portal/2/users/import");
  await page.getByLabel(text("userImport.form.text")).fill(`email;first name;last name;role\n${lines.join("\n")}`);
  await page.getByRole("button", { name: text("userImport.form.submit") }).click();
  await page.getByRole("button", { name: text("userImport.preview.create", { count: lines.length }) }).click();
  await expect(page.getByText(text("userImport.result.created", { count: lines.length }))).toBeVisible();

  const browser = new PlainBrowser(own.origin, "203.0.113.7");
  await browser.post("/login", { login: OWNER });
  await browser.post("/login/password", { password: PASSWORD });
  const measurements: { tenantId: number; bytes: number }[] = [];
  for (let index = 0; index < ROWS + 5; index++) {
    const created = await browser.post("/portal/2/clients/new?kind=customer", {
      name: `Kanzlei Oberhuber & Söhne ${index}`,
      mode: index % 3 === 0 ? "trial" : "production",
      language: "en",
      quotaAmount: "500",
      quotaUnit: "GB",
      email: `client-${index}@harbour.example`,
      useEmailAsLogin: "on",
      administratorLanguage: "en",
    });
    const tenantId = Number(/created=(\d+)/.exec(created)?.[1]);
    // Not measured, half full, almost full, full, and over it.
    if (index % 5 > 0) measurements.push({ tenantId, bytes: ([0, 250.25, 470, 500, 514][index % 5] ?? 0) * GB });
  }
  const answer = await fetch(`${own.origin}/api/usage`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ measurements }),
  });
  expect(answer.status).toBe(200);
});

for (const list of ["users", "clients"] as const) {
  test(`a page of 50 ${list} is light`, async ({ page }) => {
    await signIn(page);
    const weigh = async (path: string) => {
      const body = await (await page.request.get(path)).body();
      return { plain: body.length, zipped: gzipSync(body).length };
    };
    const whole = await weigh(`/portal/2/${list}`);
    const one = await weigh(`/portal/2/${list}?search=${list === "users" ? "given.name-07" : "hne+7"}`);
    const rows = { plain: whole.plain - one.plain, zipped: whole.zipped - one.zipped };
    expect(rows.plain).toBeLessThan(MOST.rows);
    expect(rows.zipped).toBeLessThan(MOST.zippedRows);
    expect(whole.plain).toBeLessThan(MOST.list);
    expect(whole.zipped).toBeLessThan(MOST.zippedList);
  });

  test(`12 ${list} are in sight at 1440 x 900, and 50 are no long way on a telephone`, async ({ page }) => {
    await signIn(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`/portal/2/${list}`);
    const pager = page.getByRole("navigation", { name: text("list.pages") });
    for (const inSight of [
      page.getByRole("banner"),
      page.getByRole("search").or(page.locator("main form")).first(),
      pager,
    ])
      await expect(inSight).toBeInViewport({ ratio: 1 });
    const top = (await pager.boundingBox())?.y ?? 0;
    const bottoms = await page
      .locator("main tbody tr")
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().bottom));
    expect(bottoms).toHaveLength(ROWS);
    expect(bottoms.filter((bottom) => bottom <= top).length).toBeGreaterThanOrEqual(12);

    for (const width of [1440, 1100, 768]) {
      await page.setViewportSize({ width, height: 900 });
      const heights = await heightsOfRows(page);
      expect(Math.min(...heights), `at ${width}`).toBeGreaterThanOrEqual(44);
      expect(Math.max(...heights), `at ${width}`).toBeLessThanOrEqual(48);
    }
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(5500);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  });
}

const heightsOfRows = (page: Page) =>
  page.locator("main tbody tr").evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));

async function signIn(page: Page): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Login").fill(OWNER);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign In" }).click();
  await expect(page).toHaveURL(/\/start$/);
}
