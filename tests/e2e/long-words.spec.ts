import type { Page } from "@playwright/test";
import { ROUTES } from "@/tests/isolation/routes";
import { expect, test } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { type OwnInstallation, startOwnInstallation } from "./support/own-installation";
import { PASSWORD } from "./support/steps";

/** The provider's first administrator where nothing is configured. */
const ADMINISTRATOR = "admin@example.com";

// Every page with texts 40 % longer than English, on a telephone: nothing may be cut off or push the page aside.
test.describe.configure({ mode: "serial" });
test.use({ viewport: { width: 375, height: 800 } });

let own: OwnInstallation;
test.beforeAll(async () => {
  const customer = [
    "--kind",
    "customer",
    "--name",
    "Fjord Logistics",
    "--email",
    "ida@fjord.example",
    "--quota",
    "500GB",
  ];
  own = await startOwnInstallation([customer], { PSEUDO_LANGUAGE: "true" });
});
test.afterAll(() => own?.stop());

/** Where each page of the list is here. What has no line can't be seen by this administrator in its state. */
const PLACES: Record<string, string> = {
  "/login/password": "",
  "/forgot-password/sent": "/forgot-password/sent",
  "/activate/[token]": "",
  "/reset-password/[token]": "/reset-password/made-up",
  "/confirm-email/[token]": "/confirm-email/made-up",
  "/_not-found": "/nowhere",
  "/portal/[tenantId]/audit-log/[lineId]": "",
  "/mailbox/[id]": "",
  "/portal/[tenantId]/settings/license-agreement/versions/[versionId]":
    "/portal/[tenantId]/settings/license-agreement/versions/1",
  "/portal/[tenantId]/settings/license-agreement/draft/[language]":
    "/portal/[tenantId]/settings/license-agreement/draft/en",
};

/** Pages that need a state of their own: a code to type, an import in progress, a tenant deleted or moved. */
const NEED_MORE = [
  "/",
  "/login/code",
  "/_global-error",
  "/set-up-two-factor",
  "/account/security/recovery-codes",
  "/account/security/two-factor/turn-off",
  "/portal/[tenantId]/users/import/[importId]",
  "/portal/[tenantId]/clients/[clientId]/recover",
  "/portal/[tenantId]/settings/general/delete",
  "/portal/[tenantId]/settings/general/move",
  "/portal/[tenantId]/users/[userId]/delete",
];

const pages = Object.entries(ROUTES)
  .filter(([path, { handler, leads }]) => !handler && !leads && !NEED_MORE.includes(path) && PLACES[path] !== "")
  .map(([path]) => path);
const beforeSignIn = pages.filter((path) => /^\/(login|forgot|activate|reset|confirm|_not)/.test(path));
const signedIn = pages.filter((path) => !beforeSignIn.includes(path));

/** What is outside of the page, or cut off in a box that shows less than it holds. */
async function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()} ${(element.textContent ?? "").trim().slice(0, 60)}`;
    const { scrollWidth = 0, clientWidth = 0 } = document.scrollingElement ?? {};
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} pixels wide`] : [];
    for (const element of document.querySelectorAll("body *:not(script, style, svg, svg *)")) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      // What is folded away has no layout of its own.
      if (!element.checkVisibility()) continue;
      if (box.width <= 1 || box.height <= 1 || style.visibility === "hidden" || element.closest("[aria-hidden=true]"))
        continue;
      const hides = style.overflowX !== "visible" && style.overflowX !== "auto" && style.overflowX !== "scroll";
      // A name that users gave is shortened where there is no room, and has its full form as a title, or where its link leads.
      const shortened = style.textOverflow === "ellipsis" && element.closest("[title], .list .t") !== null;
      const field = element.matches("input, select, textarea, iframe");
      if (hides && !field && !shortened && element.scrollWidth > element.clientWidth + 1)
        found.push(`cut: ${name(element)}`);
      const scrolls = element.parentElement?.closest(".overflow-x-auto, [data-scrolls]");
      if (!scrolls && (box.left < -1 || box.right > innerWidth + 1)) found.push(`outside: ${name(element)}`);
    }
    return found;
  });
}

async function look(page: Page, path: string, shot: string): Promise<void> {
  const found = await cut(page);
  if (found.length > 0) await page.screenshot({ path: shot, fullPage: true });
  expect([path, found]).toEqual([path, []]);
}

const fileName = (path: string) => `${path.replace(/[^a-z]+/gi, "-").replace(/^-|-$/g, "")}.png`;

test("pages before sign-in", async ({ page }, info) => {
  for (const route of beforeSignIn) {
    await page.goto(own.origin + (PLACES[route] ?? route));
    await expect.soft(page.locator("h1")).toHaveText(/[åéîöû]/);
    await look(page, route, info.outputPath(fileName(route)));
  }
  await page.goto(own.link(await newestEmail(ADMINISTRATOR, { dataDir: own.dataDir })));
  await look(page, "/activate/[token]", info.outputPath("activate.png"));
  await page.locator("[name=password]").fill("short");
  await page.locator("main button[type=submit], main button:not([type])").last().click();
  await expect(page.locator("[role=alert]").first()).toBeVisible();
  await look(page, "a form with mistakes", info.outputPath("activate-mistakes.png"));
  await page.locator("[name=password]").fill(PASSWORD);
  await page.locator("[name=repeatPassword]").fill(PASSWORD);
  await page.locator("[name=repeatPassword]").press("Enter");
  await expect(page).toHaveURL(/\/start$/);
  await page.context().clearCookies();
  await page.goto(`${own.origin}/login`);
  await page.locator("[name=login]").fill(ADMINISTRATOR);
  await page.locator("[name=login]").press("Enter");
  await expect(page).toHaveURL(/\/login\/password$/);
  await look(page, "/login/password", info.outputPath("login-password.png"));
});

test("pages of the signed-in", async ({ page }, info) => {
  await page.goto(`${own.origin}/login?next=%2Feula`);
  await page.locator("[name=login]").fill(ADMINISTRATOR);
  await page.locator("[name=login]").press("Enter");
  await page.locator("[name=password]").fill(PASSWORD);
  await page.locator("[name=password]").press("Enter");
  await expect(page).toHaveURL(/\/eula/);
  await look(page, "/eula", info.outputPath("eula.png"));
  await page.locator("main form button").click();
  await page.goto(`${own.origin}/portal`);
  const tenantId = /portal\/(\d+)/.exec(page.url())?.[1] ?? "";
  await page.goto(`${own.origin}/portal/${tenantId}/users`);
  const row = page.locator(`main a[href*="/portal/${tenantId}/users/"]`).filter({ hasText: ADMINISTRATOR });
  const userId = /users\/(\d+)/.exec((await row.first().getAttribute("href")) ?? "")?.[1] ?? "";
  for (const route of signedIn) {
    const path = (PLACES[route] ?? route).replace("[tenantId]", tenantId).replace("[userId]", userId);
    const kind = route.endsWith("/clients/new") ? "?kind=customer" : "";
    await page.goto(own.origin + path + kind);
    await look(page, route, info.outputPath(fileName(route)));
  }
  await page.goto(`${own.origin}/portal/${tenantId}/audit-log`);
  await page.locator(`main a[href*="/audit-log/"]:not([href*="/csv"])`).first().click();
  await expect(page).toHaveURL(/audit-log\/\d+/);
  await look(page, "/portal/[tenantId]/audit-log/[lineId]", info.outputPath("audit-line.png"));
  await page.goto(`${own.origin}/mailbox`);
  await page.locator('main a[href^="/mailbox/"]').first().click();
  await look(page, "/mailbox/[id]", info.outputPath("mailbox-email.png"));
});
