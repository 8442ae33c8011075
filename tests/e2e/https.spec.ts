import { expect, test } from "@playwright/test";
import { findChromium } from "@/tests/support/chromium";
import { PlainBrowser } from "@/tests/support/plain-browser";
import { text } from "../support/words";
import { newestEmail } from "./support/mail";
import { type OwnInstallation, startOwnInstallation } from "./support/own-installation";
import { PASSWORD } from "./support/steps";

// The portal is at https: these tests stand where its reverse proxy does.
const APP_URL = "https://localhost:8443";
/** The first administrator, unless the configuration names one. */
const ADMINISTRATOR = "admin@example.com";
/** A name that is this machine, which the browser doesn't know: over http it takes it for one on the network. */
const NAME = "portal.test";

const executablePath = findChromium();
test.use({
  launchOptions: {
    ...(executablePath && { executablePath }),
    args: [`--host-resolver-rules=MAP ${NAME} 127.0.0.1`, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  },
});

let place: OwnInstallation;

test.beforeAll(async () => {
  place = await startOwnInstallation([], { APP_URL, HSTS_INCLUDE_SUBDOMAINS: "true" });
});
test.afterAll(() => place.stop());

test("every cookie is tied to its host and to https", async () => {
  const browser = new PlainBrowser(place.origin, "127.0.0.1");
  await browser.post("/login", { language: "de" });
  const { link } = await newestEmail(ADMINISTRATOR, { dataDir: place.dataDir });
  await browser.post(new URL(link).pathname, { password: PASSWORD, repeatPassword: PASSWORD });
  await browser.post("/eula?next=%2Fportal", { next: "/portal" });
  const other = new PlainBrowser(place.origin, "127.0.0.1");
  await other.post("/login", { login: ADMINISTRATOR });
  await other.post("/login/password", { password: PASSWORD });
  expect(await other.open("/account")).toContain(ADMINISTRATOR);

  const set = [...browser.setCookies, ...other.setCookies];
  const names = new Set(set.map((cookie) => cookie.split("=")[0]));
  for (const name of ["language", "session", "sign-in", "browser"]) expect(names).toContain(`__Host-backstay.${name}`);
  for (const cookie of set) {
    expect(cookie).toMatch(/^__Host-backstay\.[a-z-]+=/);
    expect(cookie).toMatch(/; path=\/(;|$)/i);
    expect(cookie).toMatch(/; secure(;|$)/i);
    expect(cookie).toMatch(/; httponly(;|$)/i);
    expect(cookie).not.toMatch(/; domain=/i);
  }
});

test("a language that was picked before cookies had a prefix is still known", async () => {
  const response = await fetch(`${place.origin}/login`, { headers: { cookie: "backstay.language=fr" } });
  expect(await response.text()).toContain('<html lang="fr"');
});

test("https is demanded of subdomains of the portal's own name, not of a partner's", async ({ request }) => {
  const demanded = async (host: string) =>
    (await request.get(`${place.origin}/login`, { headers: { host } })).headers()["strict-transport-security"];
  expect(await demanded("localhost:8443")).toBe("max-age=31536000; includeSubDomains");
  expect(await demanded("portal.fjord.example")).toBe("max-age=31536000");
});

test("opened over http, the portal says where it is, and over https it is itself", async ({ page }) => {
  const { port } = new URL(place.origin);
  await page.goto(`http://${NAME}:${port}/login?next=%2Faccount`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(text("requests.plainHttpTitle"));
  await expect(page.getByRole("link", { name: APP_URL })).toHaveAttribute("href", `${APP_URL}/login?next=%2Faccount`);
  // To itself, a browser talks as over https.
  await page.goto(`${place.origin}/login`);
  await expect(page.getByLabel(text("fields.login"))).toBeVisible();
});
