import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { pattern, text } from "../support/words";
import { expect, test, useInstallation } from "./support/fixtures";
import { pressOn, tabTo, typeInto } from "./support/keyboard";
import { newestEmail } from "./support/mail";
import { PASSWORD } from "./support/steps";

test.describe.configure({ mode: "serial" });

const LOGIN = "admin@example.com";

const own = useInstallation();

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const link = (page: Page, name: string) => page.getByRole("link", { name, exact: true });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const mistakes = (page: Page) => page.locator("[role=alert]:not(#__next-route-announcer__)");

async function signInByKeyboard(page: Page): Promise<void> {
  await page.goto(`${own.origin}/login`);
  await typeInto(page, field(page, "Login"), LOGIN);
  await page.keyboard.press("Enter");
  await expect(field(page, "Password")).toBeFocused();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
}

test("no pointer: an account is activated, the agreement accepted, and a user created", async ({ page }) => {
  await page.goto(own.link(await newestEmail(LOGIN, { dataDir: own.dataDir })));
  await typeInto(page, field(page, "Password"), "short");
  await page.keyboard.press("Enter");
  // Two mistakes: what sums them up has the focus, and leads to each.
  await expect(mistakes(page)).toBeFocused();
  await pressOn(page, mistakes(page).getByRole("link").first());
  await expect(field(page, "Password")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(PASSWORD);
  await typeInto(page, field(page, "Repeat password"), PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/start$/);
  await pressOn(page, page.getByRole("link", { name: /^Management Portal/ }));
  await pressOn(page, button(page, "Let's Start"));
  await expect(page).toHaveURL(/\/overview$/);

  await pressOn(page, button(page, "+ New"));
  await page.keyboard.press("ArrowDown");
  await pressOn(page, link(page, "User"));
  await typeInto(page, field(page, "Email"), "second@example.com");
  await pressOn(page, page.getByRole("radio", { name: "Partner Administrator" }), "Space");
  await pressOn(page, button(page, "Create"));
  await expect(
    page.getByRole("status").filter({ hasText: text("users.created.title", { login: "second@example.com" }) }),
  ).toBeFocused();
});

test("no pointer: two-factor authentication is set up, used at sign-in, and a session ended", async ({ page }) => {
  await signInByKeyboard(page);
  await expect(page).toHaveURL(/\/start$/);
  await pressOn(page, page.getByRole("button", { name: pattern("portal.userMenu") }));
  await pressOn(page, link(page, text("account.title")));
  await pressOn(page, link(page, text("settings.security.title")));
  await pressOn(page, button(page, text("account.twoFactor.setUp")));
  const key = (await page.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent()) ?? "";
  const totp = new TOTP({ secret: Secret.fromBase32(key.replace(/\s/g, "")) });
  await typeInto(page, field(page, text("account.password.current")), PASSWORD);
  await typeInto(page, field(page, text("fields.code")), "000000");
  await page.keyboard.press("Enter");
  await expect(field(page, text("fields.code"))).toHaveAccessibleDescription(pattern("errors.CODE_WRONG"));
  await expect(mistakes(page)).toBeFocused();
  await tabTo(page, field(page, text("account.password.current")));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(PASSWORD);
  await tabTo(page, field(page, text("fields.code")));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(totp.generate());
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)).toHaveCount(10);

  await page.context().clearCookies();
  await signInByKeyboard(page);
  await expect(page).toHaveURL(/\/login\/code$/);
  await expect(field(page, text("fields.code"))).toBeFocused();
  await page.keyboard.type(totp.generate({ timestamp: Date.now() + 30_000 }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/start$/);

  await page.goto(`${own.origin}/account/sessions`);
  const other = page
    .getByRole("row")
    .filter({ hasNotText: text("account.sessions.current") })
    .getByRole("button", { name: pattern("portal.signOut") });
  await pressOn(page, other.first());
  await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toBeFocused();
});
