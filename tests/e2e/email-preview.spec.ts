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
      await page.getByRole("link", { name: "Preview", exact: true }).click();
      await page.getByRole("link", { name: "Two-factor reset" }).click();
      await expect(page.getByRole("heading", { name: "Two-Factor Authentication Was Reset – Backstay" })).toBeVisible();
      const frame = page.locator("iframe");
      const body = page.frameLocator("iframe").locator("body");
      await expect(body).toContainText("Anna Lindqvist");
      await expect(body).toHaveCSS("background-color", "rgb(245, 245, 241)");
      await page.getByRole("link", { name: "320 px" }).click();
      await expect(frame).toHaveAttribute("width", "320");
      await page.getByRole("link", { name: "Dark" }).click();
      await expect(body).toHaveCSS("background-color", "rgb(13, 22, 27)");
      await expectAccessible(page);
      await page.getByRole("link", { name: "Plain text" }).click();
      await expect(page.getByText(/Set up again:\n\S+\/account\/security\n/)).toBeVisible();
      await expectAccessible(page);
      // What was chosen for one is kept for the next.
      await page.getByRole("link", { name: "Sign-in from a new browser" }).click();
      await expect(page.getByText(/Choose a new password:\n\S+\/forgot-password\n/)).toBeVisible();
    },
  );
}

test("the preview is not there for anybody who does not sit at the machine", async ({ request }) => {
  for (const path of ["/mailbox/preview", "/mailbox/preview/html?email=activation"]) {
    expect((await request.get(path)).status()).toBe(200);
    expect((await request.get(path, { headers: { "X-Forwarded-For": "203.0.113.9" } })).status()).toBe(404);
  }
  expect((await request.get("/mailbox/preview/html?email=nothing")).status()).toBe(404);
});
