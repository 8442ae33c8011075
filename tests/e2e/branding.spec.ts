import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, signIn, signOut } from "./support/steps";

test.describe.configure({ mode: "serial" });

const PARTNER = "mona@fjord.example";
const CUSTOMER = "ida@bakke.example";
/** Every name below "localhost" is this machine, so no proxy is needed to reach it. */
const HOST = "portal.fjord.localhost";
const BRANDING = "/portal/2/settings/branding";

const own = useInstallation(() =>
  startOwnInstallation([["--kind", "partner", "--name", "Fjord IT", "--email", PARTNER]]),
);

/** A wide picture with transparent ground. */
const logo = async (colour: string) => ({
  name: "logo.png",
  mimeType: "image/png",
  buffer: await sharp({ create: { width: 480, height: 120, channels: 4, background: colour } })
    .png()
    .toBuffer(),
});
const SVG = {
  name: "logo.svg",
  mimeType: "image/svg+xml",
  buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
};

const backgroundOf = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).evaluate((button) => getComputedStyle(button).backgroundColor);
const atHost = (path: string) => `${own.origin.replace("localhost", HOST)}${path}`;

test("a partner sets its brand, sees it before it is saved, and what is refused says why", async ({
  page,
  expectAccessible,
}) => {
  await activate(page, own.link(await newestEmail(PARTNER, { dataDir: own.dataDir })));
  await page.goto(`${own.origin}${BRANDING}`);
  await acceptAgreement(page);
  await expect(page.getByText("Fjord IT has no brand of its own yet.")).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("Product name").fill("Fjord Backup");
  await page.getByLabel("Accent colour", { exact: true }).fill("#ffd400");
  await page.getByLabel("Support").fill("help@fjord.example");
  await page.getByLabel("Imprint").fill("http://www.fjord.example");
  await page.getByLabel("Host name of the sign-in page").fill(`https://${HOST}`);
  await page.getByLabel("Logo", { exact: true }).setInputFiles(SVG);
  await expect(page.getByText("#ffd400 as chosen")).toBeVisible();
  await expect(page.getByText(/^#[0-9a-f]{6} in place of #ffd400, which is too light to read/)).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Enter a whole address that begins with https://").first()).toBeVisible();
  await expect(page.getByText("Enter a host name alone").first()).toBeVisible();
  await page.getByLabel("Imprint").fill("https://www.fjord.example/imprint");
  await page.getByLabel("Host name of the sign-in page").fill(HOST.toUpperCase());
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("SVG files can carry programs").first()).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("Logo", { exact: true }).setInputFiles(await logo("#8a1c5c"));
  await expect(page.locator('figure img[src^="blob:"]')).toHaveCount(2);
  await page.getByLabel("Accent colour", { exact: true }).fill("#8a1c5c");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("The brand is saved.");
  // The frame of the page that is open has it at once.
  await expect(page.locator("header").getByRole("img", { name: "Fjord Backup" })).toBeVisible();
  await expect.poll(() => backgroundOf(page, "Save")).toBe("rgb(138, 28, 92)");
  await expect(page.getByLabel("Host name of the sign-in page")).toHaveValue(HOST);
  await expectAccessible(page);
  await page.reload();
  await expect(page).toHaveTitle(/^Branding · .+ · Fjord Backup$/);
  expect(await backgroundOf(page, "Save")).toBe("rgb(138, 28, 92)");
});

test("its customer's people see it in the email, on the page of its link, when they sign in and after", async ({
  page,
  expectAccessible,
}) => {
  await page.goto(`${own.origin}/login`);
  await expect(page.getByText("Backstay · The account portal for backup")).toBeVisible();
  await signIn(page, PARTNER);
  await expect(page).toHaveURL(/\/start$/);
  // Signing in loads no page anew, and the look is the partner's all the same.
  await expect(page.locator("header").getByRole("img", { name: "Fjord Backup" })).toBeVisible();
  await page.goto(`${own.origin}/portal/2/clients/new?kind=customer`);
  await page.getByLabel("Customer name").fill("Bakke Foods");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Cloud storage quota").fill("2");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Email", { exact: true }).fill(CUSTOMER);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("link", { name: "Bakke Foods" }).first()).toBeVisible();
  await signOut(page);

  const email = await newestEmail(CUSTOMER, { dataDir: own.dataDir });
  expect(email.subject).toBe("Activate Account – Fjord Backup");
  expect(email.text).toContain("set up a Fjord Backup account for you");
  expect(email.text).toContain("Help and support\nhelp@fjord.example");
  expect(email.html).toContain("#8a1c5c");
  expect(`${email.text}${email.html}`).not.toMatch(/Backstay/);
  // Links never lead to a name that a partner has in its hands.
  expect(email.link).toMatch(/^http:\/\/localhost:/);

  await page.goto(own.link(email));
  await expect(page).toHaveTitle(/ · Fjord Backup$/);
  await expect(page.getByRole("img", { name: "Fjord Backup" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Imprint" })).toHaveAttribute(
    "href",
    "https://www.fjord.example/imprint",
  );
  expect(await backgroundOf(page, "Activate Account")).toBe("rgb(138, 28, 92)");
  await expectAccessible(page);
  await activate(page, own.link(email));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  await expect(page.locator("header").getByRole("img", { name: "Fjord Backup" })).toBeVisible();
  await page.goto(`${own.origin}/portal/3/settings/branding`);
  await expect(page.getByRole("heading", { name: "Not found" })).toBeVisible();
});

for (const [mode, run] of [
  ["with", test],
  ["without", testWithoutJavaScript],
] as const) {
  run(
    `${mode} JavaScript: under the partner's own host name the sign-in page has its look, and works`,
    async ({ page, expectAccessible }) => {
      await page.goto(atHost("/login"));
      await expect(page).toHaveTitle("Sign in · Fjord Backup");
      await expect(page.getByRole("img", { name: "Fjord Backup" })).toBeVisible();
      expect(await backgroundOf(page, "Continue")).toBe("rgb(138, 28, 92)");
      await expectAccessible(page);
      await page.goto(atHost("/forgot-password"));
      await expect(page).toHaveTitle(/ · Fjord Backup$/);
      await page.goto(atHost("/login"));
      await signIn(page, CUSTOMER);
      await expect(page).toHaveURL(atHost("/start"));
      await page.goto(atHost("/account"));
      await page.getByLabel("First name").fill(`Ida ${mode}`);
      await page.getByRole("button", { name: "Save" }).first().click();
      await expect(page.getByRole("status").first()).toBeVisible();
      await signOut(page);
      expect(new URL(page.url()).hostname).toBe(HOST);
    },
  );
}

test("the tab and the telephone's screen show the brand's icon, and Backstay's own where there is none", async ({
  page,
  request,
}) => {
  const iconsOf = async (address: string) => {
    await page.goto(address);
    const href = (rel: string) => page.locator(`link[rel="${rel}"]`).getAttribute("href");
    return { icon: await href("icon"), apple: await href("apple-touch-icon") };
  };
  const brand = await iconsOf(atHost("/login"));
  // A wide logo would be unreadable on a tab.
  expect(brand.icon).toBe("/brand/icon/8a1c5c-u46.svg");
  expect(brand.apple).toMatch(/^\/brand\/icon\/[0-9a-f]{64}\.png$/);
  const letter = await request.get(`${own.origin}${brand.icon}`);
  expect(letter.headers()).toMatchObject({
    "content-type": "image/svg+xml; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(await letter.text()).toMatch(/prefers-color-scheme:dark.*>F<\/text>/s);
  const picture = await request.get(`${own.origin}${brand.apple}`);
  expect(await sharp(await picture.body()).metadata()).toMatchObject({ width: 180, height: 180, hasAlpha: false });
  for (const file of ["8a1c5c-u3c.svg", "u110000.svg", `${"0".repeat(64)}.png`]) {
    expect((await request.get(`${own.origin}/brand/icon/${file}`)).status(), file).toBe(404);
  }

  expect(await iconsOf(`${own.origin}/login`)).toEqual({ icon: "/icon.svg", apple: "/apple-icon.png" });
  for (const file of ["/icon.svg", "/apple-icon.png"]) {
    expect((await request.get(`${own.origin}${file}`)).headers()["content-type"]).toMatch(/^image\//);
  }
});

test("logos are served as pictures that may be kept, and can do nothing", async ({ page, request }) => {
  await page.goto(atHost("/login"));
  const address = await page.getByRole("img", { name: "Fjord Backup" }).getAttribute("src");
  expect(address).toMatch(/^\/brand\/logo\/[0-9a-f]{64}\.png$/);
  const answer = await request.get(`${own.origin}${address}`);
  expect(answer.headers()).toMatchObject({
    "content-type": "image/png",
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
  });
  expect(await sharp(await answer.body()).metadata()).toMatchObject({ width: 480, height: 120 });
  const missing = await request.get(`${own.origin}/brand/logo/${"0".repeat(64)}.png`);
  expect([missing.status(), missing.headers()["cache-control"]]).toEqual([404, "no-store"]);
  for (const path of [
    "/brand/logo/..%2f..%2fpackage.json",
    "/brand/accent/red.css",
    "/brand/accent/%3Cscript%3E.css",
  ]) {
    expect((await request.get(`${own.origin}${path}`)).status()).toBe(404);
  }
});

testWithoutJavaScript(
  "without JavaScript a brand is changed, a mistake loses nothing, and the defaults come back",
  async ({ page, expectAccessible }) => {
    await page.goto(`${own.origin}/login`);
    await signIn(page, PARTNER);
    await page.goto(`${own.origin}${BRANDING}`);
    await page.getByLabel("Product name").fill("Fjord Safe");
    await page.getByLabel("Accent colour", { exact: true }).fill("blue");
    await page.getByLabel("Logo for dark pages", { exact: true }).setInputFiles(await logo("#ffffff"));
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Enter a colour as six hexadecimal digits").first()).toBeVisible();
    // The browser cannot be given the file again, so the person is told.
    await expect(page.getByRole("link", { name: /^Logo for dark pages: Choose the file again/ })).toBeVisible();
    await expect(page.getByLabel("Logo for dark pages", { exact: true })).toHaveAccessibleDescription(
      /Choose the file again/,
    );
    await expect(page.getByLabel("Product name")).toHaveValue("Fjord Safe");
    await expect(page.getByLabel("Accent colour", { exact: true })).toHaveValue("blue");
    await expectAccessible(page);
    await page.getByLabel("Accent colour", { exact: true }).fill("2a5bd7");
    await page.getByLabel("Remove the logo", { exact: true }).check();
    await page.getByLabel("Logo for dark pages", { exact: true }).setInputFiles(await logo("#ffffff"));
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("status")).toContainText("The brand is saved.");
    await expect(page.getByLabel("Accent colour", { exact: true })).toHaveValue("#2a5bd7");
    await expect(page.getByLabel("Remove the logo for dark pages")).toBeVisible();
    await expect(page).toHaveTitle(/^Branding · .+ · Fjord Safe$/);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Restore to defaults" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
    await expect(page.getByRole("status")).toContainText("Fjord IT shows Backstay again.");
    await expect(page).toHaveTitle(/^Branding · .+ · Backstay$/);
    await page.goto(atHost("/login"));
    await expect(page).toHaveTitle("Sign in · Backstay");
  },
);

testWithoutJavaScript("without JavaScript a file that is far too large is refused in words", async ({ page }) => {
  await page.goto(`${own.origin}/login`);
  await signIn(page, PARTNER);
  await page.goto(`${own.origin}${BRANDING}`);
  await page.getByLabel("Product name").fill("Fjord Safe");
  const picture = { ...(await logo("#8a1c5c")), buffer: Buffer.alloc(8 * 1024 * 1024) };
  await page.getByLabel("Logo", { exact: true }).setInputFiles(picture);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { name: "This was too much at once" })).toBeVisible();
  await expect(page.getByText(/Backstay/)).toHaveCount(0);
  await page.getByRole("link", { name: "Back to the form" }).click();
  await expect(page).toHaveTitle(/^Branding/);
});

test("somebody who may only look sees the brand and changes nothing", async ({ page, expectAccessible }) => {
  await page.goto(`${own.origin}/login`);
  await signIn(page, PARTNER);
  await expect(page).toHaveURL(/\/start$/);
  await page.goto(`${own.origin}${BRANDING}`);
  await page.getByLabel("Product name").fill("Fjord Backup");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("The brand is saved.");
  await page.goto(`${own.origin}/portal/2/users`);
  await createUser(page, "reader@fjord.example", "Read-only Administrator");
  await signOut(page);
  await activate(page, own.link(await newestEmail("reader@fjord.example", { dataDir: own.dataDir })));
  await page.goto(`${own.origin}${BRANDING}`);
  await acceptAgreement(page);
  await expect(page.getByText("Only administrators change the brand.")).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "Fjord Backup" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);
  await expectAccessible(page);
});
