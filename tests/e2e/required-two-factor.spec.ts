import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, PASSWORD, signIn, signOut } from "./support/steps";

const OWNER = "ida@fjord.example";
const SET_UP = /\/set-up-two-factor/;

/** Every page and action of the build, so that a new one is asked about from its first day. */
function everyRoute(): string[] {
  const routes = JSON.parse(readFileSync(".next/app-path-routes-manifest.json", "utf8")) as Record<string, string>;
  return [...new Set(Object.values(routes))];
}
/** Without what the user can do: sign out and set up. */
function everyAction(): { id: string; name: string }[] {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, { filename: string; exportedName: string }>;
  };
  return Object.entries(manifest.node)
    .map(([id, { filename, exportedName }]) => ({ id, name: `${filename}#${exportedName}` }))
    .filter(({ name }) => !/#signOutAction$|\/set-up-two-factor\//.test(name));
}

/**
 * Open to everyone, what the user is led to, what brands look like, and the API of services, which knows no sessions.
 */
const OPEN =
  /^\/(_not-found|_global-error|login.*|activate.*|forgot-password.*|reset-password.*|confirm-email.*|api\/(health|usage|webhooks\/resend)|icon\.svg|mailbox.*|brand\/.*|texts\/.*|set-up-two-factor|)$/;

async function setUp(page: Page): Promise<string> {
  await page.getByRole("button", { name: text("account.twoFactor.setUp"), exact: true }).click();
  const key = (await page.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent()) ?? "";
  await page.getByLabel(text("account.password.current")).fill(PASSWORD);
  await page.getByLabel(text("fields.code"), { exact: true }).fill(codeOf(key));
  await page.getByRole("button", { name: text("account.setUp.submit") }).click();
  await expect(page.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)).toHaveCount(10);
  return key;
}

function codeOf(key: string, stepsAhead = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(key.replace(/\s/g, "")) });
  return totp.generate({ timestamp: Date.now() + stepsAhead * 30_000 });
}

for (const [mode, run] of [
  ["with", test],
  ["without", testWithoutJavaScript],
] as const) {
  run(
    `${mode} JavaScript: required of everybody, two-factor is set up at the next sign-in, and a trusted browser asks no code`,
    async ({ page, browser, expectAccessible }) => {
      const own = await startOwnInstallation([["--kind", "customer", "--name", "Fjord Logistics", "--email", OWNER]]);
      try {
        await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
        await page.goto(`${own.origin}/portal`);
        await acceptAgreement(page);
        const login = "per@fjord.example";
        await createUser(page, login, "Company Administrator");
        await page.getByRole("link", { name: text("settings.title"), exact: true }).click();
        await expect(page).toHaveURL(/\/settings/);
        await page.goto(page.url().replace(/\/settings.*/, "/settings/security"));
        await expect(page.getByText(text("settings.twoFactor.figures", { setUp: 0, people: 1 }))).toBeVisible();
        await expectAccessible(page);
        await page.getByRole("button", { name: text("settings.twoFactor.require.label") }).click();
        await expectAccessible(page);
        await page
          .getByRole("dialog")
          .getByRole("button", { name: text("settings.twoFactor.require.submit"), exact: true })
          .click();
        await expect(page.getByRole("status")).toContainText(
          pattern("settings.security.notices.required", { tenant: "Fjord Logistics" }),
        );
        await expect(page.getByText(pattern("settings.twoFactor.own"))).toBeVisible();
        await expectAccessible(page);
        await page.getByRole("link", { name: pattern("settings.twoFactor.show", { count: 1 }) }).click();
        await expect(page.getByRole("link", { name: OWNER }).first()).toBeVisible();
        await expectAccessible(page);

        const theirs = await browser.newContext({ javaScriptEnabled: mode === "with" });
        const other = await theirs.newPage();
        const link = own.link(await newestEmail(login, { dataDir: own.dataDir }));
        await other.goto(link);
        await other.getByLabel("Password", { exact: true }).fill(PASSWORD);
        await other.getByLabel("Repeat password").fill(PASSWORD);
        await other.getByRole("button", { name: "Activate Account" }).click();
        await expect(other).toHaveURL(SET_UP);
        await expectAccessible(other);
        if (mode === "with") await expectNothingElseAnswers(other, own.origin);

        await other.goto(`${own.origin}/account`);
        await expect(other).toHaveURL(/set-up-two-factor\?next=%2Faccount$/);
        const key = await setUp(other);
        await expectAccessible(other);
        await other.getByRole("link", { name: text("account.recovery.done") }).click();
        await expect(other).toHaveURL(/\/account$/);
        await other.goto(`${own.origin}/account/security`);
        await expect(other.getByText(pattern("account.twoFactor.requiredOn"))).toBeVisible();
        await expect(other.getByRole("link", { name: text("account.twoFactor.turnOff") })).toHaveCount(0);

        await signOut(other);
        await signIn(other, login);
        await other.getByLabel(text("fields.code"), { exact: true }).fill(codeOf(key, 1));
        await other.getByLabel(text("login.trust")).check();
        await expectAccessible(other);
        await other.getByRole("button", { name: "Sign In" }).click();
        await expect(other).toHaveURL(/\/start$/);
        await signOut(other);
        await signIn(other, login);
        await expect(other).toHaveURL(/\/start$/);
        await other.goto(`${own.origin}/account/security`);
        await expect(other.getByText(text("account.trusted.count", { count: 1 }))).toBeVisible();
        await expectAccessible(other);

        // An administrator ends the session and the trust: the very next step is the sign-in, which asks for a code again.
        await page.goto(page.url().replace(/\/settings.*/, "/users"));
        await page.getByRole("link", { name: login }).first().click();
        await page.getByRole("button", { name: text("users.sessions.resetTrusted.label") }).click();
        await page
          .getByRole("dialog")
          .getByRole("button", { name: text("actions.reset"), exact: true })
          .click();
        await expect(page.getByRole("status")).toContainText(text("users.sessions.notices.trusted", { login }));
        await expectAccessible(page);
        await page
          .getByRole("button", { name: pattern("users.sessions.endOne") })
          .first()
          .click();
        await expect(page.getByRole("status")).toContainText(pattern("users.sessions.notices.one"));
        await other.goto(`${own.origin}/account`);
        await expect(other).toHaveURL(/\/login/);
        await signIn(other, login);
        await expect(other).toHaveURL(/\/login\/code$/);
        await theirs.close();
      } finally {
        // What the page still loads would find no server.
        await page.close();
        await own.stop();
      }
    },
  );
}

/** Asks for every page and posts to every action with the session that still has to set up. */
async function expectNothingElseAnswers(page: Page, origin: string): Promise<void> {
  const routes = everyRoute().filter((route) => !OPEN.test(route));
  expect(routes.length).toBeGreaterThan(15);
  for (const route of routes) {
    const path = route.replace(/\[[^\]]+\]/g, "1");
    const answer = await page.request.get(`${origin}${path}`, { maxRedirects: 0 });
    // A refusal, an answer that leads away, or a page streamed already whose only content is where it leads.
    const body = await answer.text();
    const location = answer.headers().location ?? "";
    const refused = answer.status() === 403 && body === "";
    const leadsAway = SET_UP.test(`${location} ${body}`) || /\/portal\/1\/\S*/.test(location);
    expect([route, answer.status(), refused || leadsAway]).toEqual([route, answer.status(), true]);
  }
  const actions = everyAction();
  expect(actions.length).toBeGreaterThan(30);
  for (const { id, name } of actions) {
    const answer = await page.request.post(`${origin}/login`, {
      headers: { "Next-Action": id, Origin: origin },
      multipart: { "1_tenantId": "1", "1_userId": "1", "0": '[{"status":"idle"},"$K1"]' },
      maxRedirects: 0,
    });
    const open = name.startsWith("app/(auth)/") || name === "app/actions.ts#chooseLanguage";
    expect([name, (await answer.text()).includes('"code":"TWO_FACTOR_DUE"')]).toEqual([name, !open]);
  }
}
