import type { Page } from "@playwright/test";
import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const OWNER = "ole@harbour.example";
const USER = "per@harbour.example";

const own = useInstallation(() =>
  startOwnInstallation([["--kind", "partner", "--name", "Harbour IT", "--email", OWNER]]),
);

async function enter(page: Page): Promise<string> {
  await page.goto(`${own.origin}/login`);
  await signIn(page, OWNER);
  await expect(page).not.toHaveURL(/\/login/);
  await page.goto(`${own.origin}/portal`);
  return /^.*\/portal\/\d+/.exec(page.url())?.[0] ?? "";
}

test("the keyboard leads through the portal, and what is typed is not lost by a link", async ({
  page,
  expectAccessible,
}) => {
  await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  await createUser(page, USER, "Read-only Administrator");
  await expect(page).toHaveTitle(`${text("users.title")} · Harbour IT · Backstay`);

  // Pairs, the sheet, and "+ New"; every dialog gives the focus back.
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page).toHaveTitle(`${text("audit.title")} · Harbour IT · Backstay`);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: text("portal.shortcuts.title") });
  await expect(sheet).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("n");
  await expect(page.getByRole("link", { name: "Customer", exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "+ New" })).toBeFocused();

  // Turned off in the sheet, which the user menu opens as well.
  await page.getByRole("button", { name: pattern("portal.userMenu") }).click();
  await page.getByRole("button", { name: text("portal.shortcuts.title") }).click();
  await sheet.getByRole("checkbox").uncheck();
  await sheet.getByRole("button", { name: text("common.close") }).click();
  await expect(page.getByRole("button", { name: pattern("portal.userMenu") })).toBeFocused();
  await page.reload();
  await page.keyboard.press("?");
  await page.keyboard.press("n");
  await expect(page.getByRole("link", { name: "Customer", exact: true })).toBeHidden();
  await expect(sheet).toBeHidden();

  await page.getByRole("button", { name: "+ New" }).click();
  await page.getByRole("link", { name: "User", exact: true }).click();
  await page.getByLabel("First name").fill("Liv");
  // The question comes with the first focus, a moment after it: closing the tab would be asked about by now.
  const mayClose = () => page.evaluate(() => window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
  await expect.poll(mayClose).toBe(false);
  await page.getByRole("link", { name: "Clients", exact: true }).click();
  const question = page.getByRole("dialog", { name: text("common.unsaved.title") });
  await expect(page.getByRole("button", { name: text("common.unsaved.stay") })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(page.getByRole("link", { name: "Clients", exact: true })).toBeFocused();
  await expect(page.getByLabel("First name")).toHaveValue("Liv");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: text("common.unsaved.leave") }).click();
  await expect(page).toHaveURL(/\/clients$/);

  // Going back in the browser asks as well, as often as something is done in between, and goes where it would have gone.
  await page.getByRole("link", { name: "Users", exact: true }).click();
  // A page that is left before it arrives is no step in the history.
  await expect(page).toHaveURL(/\/users$/);
  await page.getByRole("button", { name: "+ New" }).click();
  await page.getByRole("link", { name: "User", exact: true }).click();
  await page.getByLabel("First name").fill("Liv");
  await expect.poll(mayClose).toBe(false);
  for (const _time of ["once", "again"]) {
    await page.evaluate(() => history.back());
    await expect(page.getByRole("button", { name: text("common.unsaved.stay") })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(question).toBeHidden();
    await expect(page).toHaveURL(/\/users\/new$/);
    await expect(page.getByLabel("First name")).toHaveValue("Liv");
    await page.getByLabel("First name").press("End");
  }
  await page.evaluate(() => history.back());
  await page.getByRole("button", { name: text("common.unsaved.leave") }).click();
  await expect(page).toHaveURL(/\/users$/);
  await expect(page.getByRole("heading", { name: "Users" })).toBeVisible();
  // An unchanged form causes no question.
  await page.goForward();
  await page.getByLabel("First name").focus();
  await page.goBack();
  await expect(page).toHaveURL(/\/users$/);
});

test("while a page is on the way a bar says so, whatever led there", async ({ page }) => {
  const portal = await enter(page);
  await page.goto(`${portal}/users`, { waitUntil: "networkidle" });
  await page.route(
    (url) => url.searchParams.has("_rsc"),
    async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue().catch(() => {});
    },
  );
  const bar = page.locator(".waiting-bar");
  const arrives = async (address: RegExp) => {
    await expect(bar).toHaveCount(1);
    await expect(page).toHaveURL(address);
    await expect(bar).toHaveCount(0);
  };
  await page.getByRole("link", { name: text("audit.title"), exact: true }).click();
  await arrives(/\/audit-log$/);
  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await arrives(/\/users$/);
  const search = page.getByRole("banner").getByRole("combobox");
  await search.fill("per@");
  await expect(page.getByRole("banner").getByRole("option")).toHaveCount(1);
  await search.press("ArrowDown");
  await search.press("Enter");
  await arrives(/\/users\/\d+$/);
  await page.unrouteAll({ behavior: "ignoreErrors" });

  // A key asks about what is not saved like the link that it follows.
  await page.getByRole("button", { name: "+ New" }).click();
  await page.getByRole("link", { name: "User", exact: true }).click();
  await page.getByLabel("First name").fill("Liv");
  const mayClose = () => page.evaluate(() => window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
  await expect.poll(mayClose).toBe(false);
  await page.getByRole("checkbox").first().focus();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await page.getByRole("button", { name: text("common.unsaved.leave") }).click();
  await expect(page).toHaveURL(/\/clients$/);
});

for (const [mode, run] of [
  ["with", test],
  ["without", testWithoutJavaScript],
] as const) {
  run(
    `what was done can be taken back where it is reported, ${mode} JavaScript`,
    async ({ page, expectAccessible }) => {
      await page.goto(`${await enter(page)}/users`);
      await page.getByRole("link", { name: USER }).first().click();
      await expect(page).toHaveTitle(`${USER} · Harbour IT · Backstay`);
      await page
        .getByRole("button", { name: text("actions.disable"), exact: true })
        .first()
        .click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: text("actions.disable") })
        .click();
      const news = page.getByRole("status").filter({ has: page.getByRole("button") });
      await expect(news).toContainText(pattern("users.actions.notices.disabled"));
      await expectAccessible(page);
      await news.getByRole("button", { name: text("actions.enableAgain") }).click();
      await expect(news).toContainText(pattern("users.actions.notices.enabledNotActivated"));
      await expect(news).toBeFocused();
      await expect(news.getByRole("button", { name: text("actions.disableAgain") })).toBeVisible();
    },
  );
}

test("lists fit the screen and the paper, and every target can be hit", async ({ page, expectAccessible }) => {
  const portal = await enter(page);
  for (const list of ["users", "audit-log"]) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${portal}/${list}`);
    const main = page.getByRole("main");
    const controls = main.locator("form input:visible, form select:visible, form button[type=submit]:visible");
    const middles = await controls.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => Math.round((top + bottom) / 2)),
    );
    expect(new Set(middles).size, `${list}: the filters are one line`).toBe(1);
    expect(await smallTargets(page)).toEqual([]);

    for (const width of [1280, 768, 320]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await widerThanTheirPlace(page), `${list} at ${width} px`).toEqual([]);
    }
    const fold = main.locator("summary");
    await expect(main.locator("form select").first()).toBeHidden();
    await fold.press("Enter");
    await expect(main.locator("form select").first()).toBeVisible();

    await page.setViewportSize({ width: 700, height: 800 });
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("banner")).toBeHidden();
    await expect(main.locator("form, button").filter({ visible: true })).toHaveCount(0);
    await expect(main.getByRole("heading", { level: 1 })).toBeVisible();
    await page.emulateMedia({ media: null });
  }
  // A page that is not there says so in the frame, with a title and a way on.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${portal}/users/999999`);
  await expect(page).toHaveTitle(`${text("portal.notFound.title")} · Harbour IT · Backstay`);
  await expect(page.getByRole("link", { name: text("audit.title"), exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${portal}/users?status=active`);
  await page.setViewportSize({ width: 375, height: 800 });
  // Folded, and says that one is set.
  const fold = page.locator("summary").filter({ hasText: text("users.filter.title") });
  await expect(fold).toContainText("1");
  await fold.click();
  await expect(page.getByLabel(text("fields.status"))).toBeVisible();
});

/** Targets under 24 by 24 pixels; a checkbox is hit by its label, and a link in a sentence is exempt (WCAG 2.5.8). */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), select, summary")]
      .filter(
        (one) =>
          one.checkVisibility({ visibilityProperty: true }) &&
          !one.matches("p a, .sr-only, :not(:focus).not-focus\\:sr-only"),
      )
      .filter((one) => {
        const target = one.matches("[type=checkbox], [type=radio]") ? (one.closest("label") ?? one) : one;
        const { width, height } = target.getBoundingClientRect();
        return width < 24 || height < 24;
      })
      .map((one) => one.outerHTML.slice(0, 120)),
  );
}

/** The page, or a box of it that would scroll sideways. */
function widerThanTheirPlace(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("main .overflow-x-auto")]
      .filter((one) => one.scrollWidth > one.clientWidth)
      .map((one) => `${one.tagName} ${one.className}`),
  );
}
