import { text } from "../support/words";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";

useInstallation();

for (const [mode, run] of [
  ["with", test],
  ["without", testWithoutJavaScript],
] as const) {
  run(
    `${mode} JavaScript: every email can be looked at, narrow, dark and as text`,
    async ({ page, expectAccessible }) => {
      await page.goto("/mailbox");
      await page.getByRole("link", { name: text("actions.preview"), exact: true }).click();
      await page.getByRole("link", { name: text("emailNames.two_factor_reset") }).click();
      await expect(
        page.getByRole("heading", {
          name: text("emails.security.twoFactorReset.subject", { productName: "Backstay" }),
        }),
      ).toBeVisible();
      const frame = page.locator("iframe");
      const body = page.frameLocator("iframe").locator("body");
      await expect(body).toContainText("Anna Lindqvist");
      await expect(body).toHaveCSS("background-color", "rgb(245, 245, 241)");
      await page.getByRole("link", { name: "320 px" }).click();
      await expect(frame).toHaveAttribute("width", "320");
      await page.getByRole("link", { name: text("mailbox.preview.dark") }).click();
      await expect(body).toHaveCSS("background-color", "rgb(13, 22, 27)");
      await expectAccessible(page);
      await page.getByRole("link", { name: text("mailbox.text") }).click();
      await expect(
        page.getByText(new RegExp(`${text("emails.security.twoFactorReset.button")}:\\n\\S+/account/security\\n`)),
      ).toBeVisible();
      await expectAccessible(page);
      // What was chosen for one is kept for the next.
      await page.getByRole("link", { name: text("emailNames.new_browser") }).click();
      await expect(
        page.getByText(new RegExp(`${text("emails.security.button")}:\\n\\S+/forgot-password\\n`)),
      ).toBeVisible();
    },
  );
}

test("the preview is not there for anyone on another machine", async ({ request }) => {
  for (const path of ["/mailbox/preview", "/mailbox/preview/html?email=activation"]) {
    expect((await request.get(path)).status()).toBe(200);
    expect((await request.get(path, { headers: { "X-Forwarded-For": "203.0.113.9" } })).status()).toBe(404);
  }
  expect((await request.get("/mailbox/preview/html?email=nothing")).status()).toBe(404);
});
