import type { Page } from "@playwright/test";
import sharp from "sharp";
import { type DnsStandIn, startDns } from "../support/dns-stand-in";
import { pattern, text } from "../support/words";
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

let dns: DnsStandIn;

const own = useInstallation(async () => {
  dns = await startDns();
  const settings = { DNS_RESOLVER: dns.address };
  return startOwnInstallation([["--kind", "partner", "--name", "Fjord IT", "--email", PARTNER]], settings);
});
test.afterAll(() => dns.close());

const checkHost = (page: Page) => page.getByRole("button", { name: text("branding.host.check") }).click();

/** Creates the record that the page asks for. */
async function createRecord(page: Page): Promise<void> {
  const name = await page.getByLabel(text("branding.host.recordName")).inputValue();
  dns.records.set(name, [await page.getByLabel(text("branding.host.recordValue")).inputValue()]);
}

/** A wide picture with transparent ground. */
const logo = async (color: string) => ({
  name: "logo.png",
  mimeType: "image/png",
  buffer: await sharp({ create: { width: 480, height: 120, channels: 4, background: color } })
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
  await expect(page.getByText(pattern("branding.none", { tenant: "Fjord IT" }))).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel(text("branding.fields.productName")).fill("Fjord Backup");
  await page.getByLabel(text("branding.fields.accent"), { exact: true }).fill("#ffd400");
  await page.getByLabel(text("common.brandLinks.supportLink")).fill("help@fjord.example");
  await page.getByLabel(text("common.brandLinks.imprintLink")).fill("http://www.fjord.example");
  await page.getByLabel(text("branding.fields.hostName")).fill(`https://${HOST}`);
  await page.getByLabel(text("branding.fields.logo"), { exact: true }).setInputFiles(SVG);
  await expect(page.getByText(pattern("branding.preview.asChosen", { shade: "#ffd400" }))).toBeVisible();
  await expect(page.getByText(pattern("branding.preview.darker", { chosen: "#ffd400" }))).toBeVisible();
  await page.getByRole("button", { name: text("common.save"), exact: true }).click();
  await expect(page.getByText(pattern("errors.LINK_ADDRESS")).first()).toBeVisible();
  await expect(page.getByText(pattern("errors.HOST_NAME")).first()).toBeVisible();
  await page.getByLabel(text("common.brandLinks.imprintLink")).fill("https://www.fjord.example/imprint");
  await page.getByLabel(text("branding.fields.hostName")).fill(HOST.toUpperCase());
  await page.getByRole("button", { name: text("common.save"), exact: true }).click();
  await expect(page.getByText(pattern("errors.LOGO_SVG")).first()).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel(text("branding.fields.logo"), { exact: true }).setInputFiles(await logo("#8a1c5c"));
  await expect(page.locator('figure img[src^="blob:"]')).toHaveCount(2);
  await page.getByLabel(text("branding.fields.accent"), { exact: true }).fill("#8a1c5c");
  await page.getByRole("button", { name: text("common.save"), exact: true }).click();
  await expect(page.getByRole("status")).toContainText(pattern("branding.notices.saved"));
  // The frame of the open page has it immediately.
  await expect(page.locator("header").getByRole("img", { name: "Fjord Backup" })).toBeVisible();
  await expect.poll(() => backgroundOf(page, text("common.save"))).toBe("rgb(138, 28, 92)");
  await expect(page.getByLabel(text("branding.fields.hostName"))).toHaveValue(HOST);
  await expect(page.getByText(text("branding.host.hidden", { host: HOST }))).toBeVisible();
  await expectAccessible(page);
  await checkHost(page);
  await expect(page.getByText(text("errors.HOST_UNPROVEN"))).toBeVisible();
  await expectAccessible(page);
  await createRecord(page);
  await checkHost(page);
  await expect(page.getByRole("status")).toContainText(text("branding.notices.proven"));
  await expect(page.getByText(text("branding.host.shows", { host: HOST }))).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(page).toHaveTitle(new RegExp(`^${text("branding.title")} · .+ · Fjord Backup$`));
  expect(await backgroundOf(page, text("common.save"))).toBe("rgb(138, 28, 92)");
});

test("its customer's users see it in the email, on the page of its link, when they sign in and after", async ({
  page,
  expectAccessible,
}) => {
  await page.goto(`${own.origin}/login`);
  await expect(page.getByText(`Backstay · ${text("common.productTagline")}`)).toBeVisible();
  await signIn(page, PARTNER);
  await expect(page).toHaveURL(/\/start$/);
  // Signing in reloads no page, and the look is the partner's anyway.
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
  expect(email.subject).toBe(text("emails.activation.subject", { productName: "Fjord Backup" }));
  expect(email.text).toMatch(pattern("emails.activation.intro", { productName: "Fjord Backup" }));
  expect(email.text).toContain(`${text("emails.support")}\nhelp@fjord.example`);
  expect(email.html).toContain("#8a1c5c");
  expect(`${email.text}${email.html}`).not.toMatch(/Backstay/);
  // Links never lead to a name that a partner has in its hands.
  expect(email.link).toMatch(/^http:\/\/localhost:/);

  await page.goto(own.link(email));
  await expect(page).toHaveTitle(/ · Fjord Backup$/);
  await expect(page.getByRole("img", { name: "Fjord Backup" })).toBeVisible();
  await expect(page.getByRole("link", { name: text("common.brandLinks.imprintLink") })).toHaveAttribute(
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
  await expect(page.getByRole("heading", { name: text("portal.notFound.title") })).toBeVisible();
});

for (const [mode, run] of [
  ["with", test],
  ["without", testWithoutJavaScript],
] as const) {
  run(
    `${mode} JavaScript: under the partner's own host name the sign-in page has its look, and works`,
    async ({ page, expectAccessible }) => {
      await page.goto(atHost("/login"));
      await expect(page).toHaveTitle(`${text("common.signIn")} · Fjord Backup`);
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
      await page
        .getByRole("button", { name: text("common.save") })
        .first()
        .click();
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
    await page.getByLabel(text("branding.fields.productName")).fill("Fjord Safe");
    await page.getByLabel(text("branding.fields.accent"), { exact: true }).fill("blue");
    await page.getByLabel(text("branding.fields.darkLogo"), { exact: true }).setInputFiles(await logo("#ffffff"));
    await page.getByRole("button", { name: text("common.save"), exact: true }).click();
    await expect(page.getByText(pattern("errors.COLOR")).first()).toBeVisible();
    // The browser can't be given the file again, so the user is told.
    await expect(
      page.getByRole("link", {
        name: text("common.errorSummaryEntry", {
          label: text("branding.fields.darkLogo"),
          message: text("errors.FILE_AGAIN"),
        }),
      }),
    ).toBeVisible();
    await expect(page.getByLabel(text("branding.fields.darkLogo"), { exact: true })).toHaveAccessibleDescription(
      pattern("errors.FILE_AGAIN"),
    );
    await expect(page.getByLabel(text("branding.fields.productName"))).toHaveValue("Fjord Safe");
    await expect(page.getByLabel(text("branding.fields.accent"), { exact: true })).toHaveValue("blue");
    await expectAccessible(page);
    await page.getByLabel(text("branding.fields.accent"), { exact: true }).fill("2a5bd7");
    await page.getByLabel(text("branding.fields.removeLogo"), { exact: true }).check();
    await page.getByLabel(text("branding.fields.darkLogo"), { exact: true }).setInputFiles(await logo("#ffffff"));
    await page.getByRole("button", { name: text("common.save"), exact: true }).click();
    await expect(page.getByRole("status")).toContainText(pattern("branding.notices.saved"));
    await expect(page.getByLabel(text("branding.fields.accent"), { exact: true })).toHaveValue("#2a5bd7");
    await expect(page.getByLabel(text("branding.fields.removeDarkLogo"))).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(`^${text("branding.title")} · .+ · Fjord Safe$`));
    await expectAccessible(page);
    // Another host name has to be proven, too.
    await page.getByLabel(text("branding.fields.hostName")).fill(`other.${HOST}`);
    await page.getByRole("button", { name: text("common.save"), exact: true }).click();
    await expect(page.getByText(text("branding.host.hidden", { host: `other.${HOST}` }))).toBeVisible();
    await page.goto(atHost("/login"));
    await expect(page).toHaveTitle(`${text("common.signIn")} · Backstay`);
    await page.goto(`${own.origin}${BRANDING}`);
    await checkHost(page);
    await expect(page.getByText(text("errors.HOST_UNPROVEN"))).toBeVisible();
    await createRecord(page);
    await checkHost(page);
    await expect(page.getByText(text("branding.host.shows", { host: `other.${HOST}` }))).toBeVisible();
    await page.getByRole("button", { name: text("branding.restore.title") }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: text("branding.restore.submit") })
      .click();
    await expect(page.getByRole("status")).toContainText(pattern("branding.notices.restored", { tenant: "Fjord IT" }));
    await expect(page).toHaveTitle(new RegExp(`^${text("branding.title")} · .+ · Backstay$`));
    await page.goto(atHost("/login"));
    await expect(page).toHaveTitle(`${text("common.signIn")} · Backstay`);
  },
);

testWithoutJavaScript("without JavaScript a file that is far too large is refused in words", async ({ page }) => {
  await page.goto(`${own.origin}/login`);
  await signIn(page, PARTNER);
  await page.goto(`${own.origin}${BRANDING}`);
  await page.getByLabel(text("branding.fields.productName")).fill("Fjord Safe");
  const picture = { ...(await logo("#8a1c5c")), buffer: Buffer.alloc(8 * 1024 * 1024) };
  await page.getByLabel(text("branding.fields.logo"), { exact: true }).setInputFiles(picture);
  await page.getByRole("button", { name: text("common.save"), exact: true }).click();
  await expect(page.getByRole("heading", { name: text("requests.tooLargeTitle") })).toBeVisible();
  await expect(page.getByText(/Backstay/)).toHaveCount(0);
  await page.getByRole("link", { name: text("requests.tooLargeBack") }).click();
  await expect(page).toHaveTitle(pattern("branding.title"));
});

test("a user who can only look sees the brand and changes nothing", async ({ page, expectAccessible }) => {
  await page.goto(`${own.origin}/login`);
  await signIn(page, PARTNER);
  await expect(page).toHaveURL(/\/start$/);
  await page.goto(`${own.origin}${BRANDING}`);
  await page.getByLabel(text("branding.fields.productName")).fill("Fjord Backup");
  await page.getByRole("button", { name: text("common.save"), exact: true }).click();
  await expect(page.getByRole("status")).toContainText(pattern("branding.notices.saved"));
  await page.goto(`${own.origin}/portal/2/users`);
  await createUser(page, "reader@fjord.example", "Read-only Administrator");
  await signOut(page);
  await activate(page, own.link(await newestEmail("reader@fjord.example", { dataDir: own.dataDir })));
  await page.goto(`${own.origin}${BRANDING}`);
  await acceptAgreement(page);
  await expect(page.getByText(text("branding.readOnly"))).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "Fjord Backup" })).toBeVisible();
  await expect(page.getByRole("button", { name: text("common.save"), exact: true })).toHaveCount(0);
  await expectAccessible(page);
});
