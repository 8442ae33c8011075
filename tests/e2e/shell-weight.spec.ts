import { gzipSync } from "node:zlib";
import type { Page, Request } from "@playwright/test";
import de from "@/lib/i18n/messages/de.json" with { type: "json" };
import en from "@/lib/i18n/messages/en.json" with { type: "json" };
import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, signIn, signOut } from "./support/steps";

test.describe.configure({ mode: "serial" });

const OWNER = "ole@harbour.example";

/** What a page may weigh: as it is, and packed. */
const MOST = {
  "/login": { bytes: 26_000, packed: 7_000 },
  "/start": { bytes: 26_000, packed: 7_500 },
  "/portal/2/search": { bytes: 36_000, packed: 9_000 },
  "/portal/2/settings/general": { bytes: 55_000, packed: 11_000 },
};

const own = useInstallation(() =>
  startOwnInstallation([["--kind", "partner", "--name", "Harbour IT", "--email", OWNER]]),
);

/** Texts that only scripts say, long enough to be in no page by chance. */
const SCRIPT_TEXTS = [en.errors.LOGIN_TAKEN, en.errors.NEWER_VERSION, en.common.restored];

/** A page as it was sent. */
async function sourceOf(page: Page, path: string): Promise<string> {
  const response = await page.request.get(`${own.origin}${path}`);
  expect(response.status(), path).toBe(200);
  return response.text();
}

function expectLight(path: keyof typeof MOST, html: string): void {
  expect(Buffer.byteLength(html), `${path}: bytes`).toBeLessThanOrEqual(MOST[path].bytes);
  expect(gzipSync(html).length, `${path}: packed`).toBeLessThanOrEqual(MOST[path].packed);
  for (const said of SCRIPT_TEXTS) expect(html, path).not.toContain(said);
}

test("the sign-in page is light, and has no texts of scripts in it", async ({ page }) => {
  expectLight("/login", await sourceOf(page, "/login"));
});

test("so are the start page, a search and a company, and they share one file of texts", async ({ page }) => {
  await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  for (const path of ["/start", "/portal/2/search", "/portal/2/settings/general"] as const) {
    const html = await sourceOf(page, path);
    expectLight(path, html);
    expect([...new Set(html.match(/\/texts\/[\w.-]+\.js/g))], path).toEqual([
      expect.stringMatching(/^\/texts\/page\.en\.[0-9a-f]{12}\.js$/),
    ]);
  }
});

test("a browser keeps the file, and a part with more texts brings only those", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request: Request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/texts/")) asked.push(pathname.replace(/\.[0-9a-f]{12}\./, "."));
  });
  await page.goto(`${own.origin}/login`);
  await signIn(page, OWNER);
  await expect(page).toHaveURL(/\/start/);
  const [file] = /\/texts\/[\w.-]+\.js/.exec(await sourceOf(page, "/start")) ?? [""];
  const { headers } = await page.request
    .get(`${own.origin}${file}`)
    .then((response) => ({ headers: response.headers() }));
  expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  await page.getByRole("button", { name: pattern("portal.userMenu") }).click();
  await page.getByRole("link", { name: text("account.title"), exact: true }).press("Enter");
  await expect(page.getByRole("heading", { name: text("account.profile.title"), level: 1 })).toBeVisible();
  await expect.poll(() => [...new Set(asked)].sort()).toEqual(["/texts/account.en.js", "/texts/page.en.js"]);
  await page.goto(`${own.origin}/start`);
  await signOut(page);
});

test("after the language was picked, forms say what is wrong in that language", async ({ page }) => {
  await page.goto(`${own.origin}/login`);
  await page.getByLabel(text("fields.language")).selectOption("de");
  await expect(page.getByRole("button", { name: de.common.continue })).toBeVisible();
  await page.getByRole("button", { name: de.common.continue }).click();
  await expect(page.getByText(de.errors.REQUIRED).first()).toBeVisible();
});

testWithoutJavaScript("without scripts nothing is missing", async ({ page }) => {
  await page.goto(`${own.origin}/login`);
  await expect(page.getByLabel(text("fields.login"))).toBeVisible();
  await expect(page.getByRole("button", { name: text("common.continue") })).toBeVisible();
});
