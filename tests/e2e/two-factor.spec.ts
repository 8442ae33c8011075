import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { activate, PASSWORD, signIn, signOut } from "./support/steps";

/** The code an authenticator app shows; a step later when this one has been used already. */
function codeOf(key: string, stepsAhead = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(key.replace(/\s/g, "")) });
  return totp.generate({ timestamp: Date.now() + stepsAhead * 30_000 });
}

async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel(text("fields.code"), { exact: true }).fill(code);
  await page.getByRole("button", { name: "Sign In" }).click();
}

for (const [mode, run] of [
  ["with", test],
  ["without", testWithoutJavaScript],
] as const) {
  run(
    `${mode} JavaScript: two-factor authentication is set up, asked for, and survives a lost phone`,
    async ({ page, expectAccessible }) => {
      const own = await startOwnInstallation();
      try {
        const login = "admin@example.com";
        await activate(page, own.link(await newestEmail(login, { dataDir: own.dataDir })));
        await page.goto(`${own.origin}/account/security`);
        await page.getByRole("button", { name: text("account.twoFactor.setUp") }).click();
        await expectAccessible(page);
        const key = (await page.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent()) ?? "";
        await page.getByLabel(text("account.password.current")).fill(PASSWORD);
        await page.getByLabel(text("fields.code"), { exact: true }).fill(codeOf(key));
        await page.getByRole("button", { name: text("account.setUp.submit") }).click();
        const codes = page.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
        await expect(codes).toHaveCount(10);
        await expectAccessible(page);
        const recoveryCode = (await codes.first().textContent()) ?? "";

        await page.goto(`${own.origin}/start`);
        await signOut(page);
        await signIn(page, login);
        await expect(page).toHaveURL(/\/login\/code$/);
        await expectAccessible(page);
        // The password alone opens nothing.
        await page.goto(`${own.origin}/start`);
        await expect(page).toHaveURL(/\/login/);
        await page.goto(`${own.origin}/login/code`);
        await enterCode(page, "000000");
        await expect(page.locator("[role=alert]:not(#__next-route-announcer__)")).toContainText(
          pattern("errors.CODE_WRONG"),
        );
        await enterCode(page, codeOf(key, 1));
        await expect(page).toHaveURL(/\/start$/);

        await signOut(page);
        await signIn(page, login, PASSWORD);
        await enterCode(page, recoveryCode);
        await expect(page).toHaveURL(/\/start$/);
        await signOut(page);
        await signIn(page, login, PASSWORD);
        await enterCode(page, recoveryCode);
        await expect(page.locator("[role=alert]:not(#__next-route-announcer__)")).toContainText(
          pattern("errors.CODE_WRONG"),
        );
      } finally {
        // What the page still loads would find no server.
        await page.close();
        await own.stop();
      }
    },
  );
}
