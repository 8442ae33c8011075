import type { Page } from "@playwright/test";
import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript, useInstallation } from "./support/fixtures";
import * as mail from "./support/mail";
import { startNewInstallation } from "./support/own-installation";
import { ADMINISTRATOR, acceptAgreement, activate, createUser, PASSWORD, signIn, signOut } from "./support/steps";

// One installation, from its first minute on: each test goes on where the one before ended.
test.describe.configure({ mode: "serial" });

const own = useInstallation(() =>
  startNewInstallation({ PROVIDER_NAME: "Northwind Backup", PROVIDER_ADMIN_EMAIL: ADMINISTRATOR }),
);
const emailsTo = (address: string) => mail.emailsTo(address, own.dataDir);
const newestEmail = (address: string, options: { count?: number; subject?: string } = {}) =>
  mail.newestEmail(address, { ...options, dataDir: own.dataDir });

const NEW_PASSWORD = "Quiet mooring 77 lighthouses";

/** What went wrong, as the page says it; Next keeps an empty alert of its own for announcing pages. */
const alert = (page: Page) => page.locator("[role=alert]:not(#__next-route-announcer__)");

test("the first administrator comes from the mailbox to the Management Portal", async ({
  page,
  context,
  expectAccessible,
}) => {
  await newestEmail(ADMINISTRATOR);
  await page.goto("/mailbox");
  await expectAccessible(page);
  await page.getByRole("link", { name: /Activate Account/ }).click();
  await expect(page.getByRole("heading", { name: /Activate Account/ })).toBeVisible();
  await expectAccessible(page);
  const mail = page.frameLocator("iframe");
  await expect(mail.getByText(ADMINISTRATOR, { exact: true })).toBeVisible();
  const [portal] = await Promise.all([
    context.waitForEvent("page"),
    mail.getByRole("link", { name: "Activate account" }).click(),
  ]);

  await expect(portal.getByText(ADMINISTRATOR)).toBeVisible();
  await expectAccessible(portal);
  await portal.getByLabel("Password", { exact: true }).fill("short");
  await portal.getByLabel("Repeat password").fill("different");
  await portal.getByRole("button", { name: "Activate Account" }).click();
  await expect(alert(portal)).toBeFocused();
  await expect(alert(portal)).toContainText(pattern("errors.PASSWORDS_DIFFER"));
  await expectAccessible(portal);
  await portal.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await expect(portal.getByText(text("common.passwordLevel.strong"), { exact: true })).toBeVisible();
  await portal.getByLabel("Repeat password").fill(PASSWORD);
  await portal.getByRole("button", { name: "Activate Account" }).click();

  await expect(portal).toHaveURL(/\/start$/);
  await expect(portal.getByRole("link", { name: "Backup & Disaster Recovery" })).toBeVisible();
  await expectAccessible(portal);
  await portal.getByRole("link", { name: "Management Portal" }).click();
  await expect(portal).toHaveURL(/\/eula/);
  await expectAccessible(portal);
  await acceptAgreement(portal);
  await expect(portal).toHaveURL(/\/portal\/\d+\/overview$/);
  await expect(portal.getByRole("heading", { name: text("overview.title") })).toBeVisible();
  await expectAccessible(portal);
  await portal.getByRole("link", { name: "Users", exact: true }).click();
  await expect(portal.getByRole("heading", { name: "Users" })).toBeVisible();
  await expectAccessible(portal);

  await signOut(portal);
  await expect(portal.getByText(text("login.signedOut"))).toBeVisible();
  await signIn(portal, ADMINISTRATOR.toUpperCase());
  await expect(portal).toHaveURL(/\/start$/);
});

test("a wrong password and an unknown login get the same answer", async ({ page, expectAccessible }) => {
  const answers: string[] = [];
  for (const login of [ADMINISTRATOR, "nobody@northwind.example"]) {
    await page.goto("/login");
    await expectAccessible(page);
    await signIn(page, login, "not the password");
    await expect(alert(page)).toContainText(pattern("errors.SIGN_IN_FAILED"));
    await expectAccessible(page);
    answers.push((await alert(page).textContent()) ?? "");
  }
  expect(answers[0]).toBe(answers[1]);
});

test("after signing in users get where they were going, and never to another website", async ({ page }) => {
  await page.goto("/account/sessions");
  await expect(page).toHaveURL(/\/login\?next=/);
  await signIn(page, ADMINISTRATOR);
  await expect(page).toHaveURL(/\/account\/sessions$/);
  await signOut(page);
  for (const hostile of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
    await page.goto(`/login?next=${encodeURIComponent(hostile)}`);
    await signIn(page, ADMINISTRATOR);
    await expect(page).toHaveURL(/localhost:\d+\/start$/);
    await signOut(page);
  }
});

test("an administrator creates users, and sees the state of their email", async ({ page, expectAccessible }) => {
  await page.goto("/portal");
  await signIn(page, ADMINISTRATOR);
  await expect(page).toHaveURL(/\/overview$/);
  await page.getByRole("button", { name: "+ New" }).click();
  await page.getByRole("link", { name: "User", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Create new user" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/portal");
  await createUser(page, "plain@northwind.example", "Read-only Administrator");
  await expect(page.getByRole("status")).toBeFocused();
  await expectAccessible(page);
  await createUser(page, "reset@northwind.example", "Partner Administrator");
  await createUser(page, "code@northwind.example", "Partner Administrator");
  await newestEmail("plain@northwind.example");
  await page.getByRole("link", { name: "plain@northwind.example" }).first().click();
  await expect(page.getByText(text("statuses.not_activated")).first()).toBeVisible();
  await expect(page.getByText(text("users.lastEmail.statuses.sent"), { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: text("actions.resend_activation") }).click();
  await expect(page.getByRole("status")).toBeVisible();
  const resent = await newestEmail("plain@northwind.example", { count: 2 });
  expect(resent.text).toContain(text("emails.replacesEarlier"));

  await page.getByRole("link", { name: "Users", exact: true }).click();
  await page.getByRole("button", { name: "+ New" }).click();
  await page.getByRole("link", { name: "User", exact: true }).click();
  await page.getByLabel("Email", { exact: true }).fill("PLAIN@northwind.example");
  await page.getByLabel("First name").fill("Second");
  await page.getByRole("radio", { name: "Partner Administrator" }).check();
  await page.getByRole("button", { name: "Create" }).click();
  await expect(alert(page)).toContainText(text("errors.LOGIN_TAKEN"));
  await expect(page.getByLabel("First name")).toHaveValue("Second");
});

testWithoutJavaScript(
  "without JavaScript: scanners look first, then the person activates",
  async ({ page, request }) => {
    const { link } = await newestEmail("plain@northwind.example", { count: 2 });
    for (let visit = 0; visit < 3; visit++) {
      expect((await request.get(link)).status()).toBe(200);
      expect((await request.head(link)).status()).toBe(200);
    }
    await page.goto(link);
    await page.getByLabel("Password", { exact: true }).fill("northwind");
    await page.getByLabel("Repeat password").fill("northwind");
    await page.getByRole("button", { name: "Activate Account" }).click();
    await expect(alert(page)).toContainText(pattern("errors.PASSWORD_TOO_WEAK"));
    await expect(page.getByText("plain@northwind.example")).toBeVisible();
    await activate(page, link);
    await page.getByRole("link", { name: "Management Portal" }).click();
    await acceptAgreement(page);
    await expect(page).toHaveURL(/\/portal\/\d+\/overview$/);
    // Reads everything, changes nothing.
    await expect(page.getByRole("button", { name: "+ New" })).toHaveCount(0);
    await signOut(page);
    await signIn(page, "plain@northwind.example", "wrong");
    await expect(alert(page)).toContainText(pattern("errors.SIGN_IN_FAILED"));
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign In" }).click();
    await expect(page).toHaveURL(/\/start$/);
    await page.goto(link);
    await expect(page.getByRole("heading", { name: text("activation.problems.LINK_USED.title") })).toBeVisible();
  },
);

testWithoutJavaScript("links that do not work say why and lead to a new one", async ({ page, browser }) => {
  const context = await browser.newContext();
  const replaced = await newestEmail("code@northwind.example");
  // "Forgot password?" on an account that is not active yet sends a fresh activation email.
  const visitor = await context.newPage();
  await visitor.goto(`${new URL(replaced.link).origin}/forgot-password`);
  await visitor.getByLabel("Login").fill("code@northwind.example");
  await visitor.getByRole("button", { name: text("passwordReset.send") }).click();
  await expect(visitor.getByRole("heading", { name: text("passwordReset.sentTitle") })).toBeVisible();
  const replacing = await newestEmail("code@northwind.example", { count: 2 });
  expect(replacing.text).toContain(text("emails.replacesEarlier"));
  expect(replaced.text).not.toContain(text("emails.replacesEarlier"));
  await context.close();

  await page.goto(replaced.link);
  await expect(page.getByRole("heading", { name: text("linkPages.problems.LINK_REPLACED") })).toBeVisible();
  for (const madeUp of ["/activate/x", `${replaced.link}A`, replaced.link.replace(/.$/, "~")]) {
    await page.goto(madeUp);
    await expect(page.getByRole("heading", { name: text("linkPages.problems.LINK_INVALID") })).toBeVisible();
  }
  await page.getByRole("link", { name: text("activation.sendNewEmail") }).click();
  await expect(page).toHaveURL(/\/forgot-password$/);
});

for (const [mode, run, used] of [
  ["with", test, 1],
  ["without", testWithoutJavaScript, 2],
] as const) {
  run(
    `${mode} JavaScript: a forgotten password is replaced by link, other sessions end, and emails tell of it`,
    async ({ page, browser }) => {
      const login = "reset@northwind.example";
      const before = used === 1 ? PASSWORD : `${NEW_PASSWORD} 1`;
      const activation = await newestEmail(login, { subject: "Activate Account" });
      const elsewhere = await (await browser.newContext({ baseURL: new URL(activation.link).origin })).newPage();
      if (used === 1) await activate(elsewhere, activation.link);
      else await signIn(elsewhere, login, before);
      await expect(elsewhere).toHaveURL(/\/start$/);

      await page.goto("/login");
      await page.getByLabel("Login").fill(login);
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("link", { name: "Forgot password?" }).click();
      await expect(page.getByLabel("Login")).toHaveValue(login);
      await page.getByRole("button", { name: text("passwordReset.send") }).click();
      await expect(page.getByRole("heading", { name: text("passwordReset.sentTitle") })).toBeVisible();
      const { link } = await newestEmail(login, {
        subject: text("emails.passwordReset.subject", { productName: "Backstay" }),
        count: used,
      });
      await page.goto(link);
      await page.getByLabel("Password", { exact: true }).fill(`${NEW_PASSWORD} ${used}`);
      await page.getByLabel("Repeat password").fill(`${NEW_PASSWORD} ${used}`);
      await page.getByRole("button", { name: text("passwordReset.submit") }).click();
      await expect(page.getByText(pattern("login.passwordChanged"))).toBeVisible();
      const changed = await newestEmail(login, {
        subject: text("emails.security.passwordChanged.subject", { productName: "Backstay" }),
        count: used,
      });
      expect(changed.text).toMatch(pattern("emails.security.passwordChanged.intro", { how: "link" }));
      await elsewhere.goto("/start");
      await expect(elsewhere).toHaveURL(/\/login/);
      await signIn(page, login, before);
      await expect(alert(page)).toContainText(pattern("errors.SIGN_IN_FAILED"));
      await page.getByLabel("Password", { exact: true }).fill(`${NEW_PASSWORD} ${used}`);
      await page.getByRole("button", { name: "Sign In" }).click();
      await expect(page).toHaveURL(/\/start$/);
      await page.goto(link);
      await expect(page.getByRole("heading", { name: text("passwordReset.problems.LINK_USED.title") })).toBeVisible();

      // A second sign-in from the same browser is no news. The one that activated the account never was.
      if (used === 1) {
        await page.goto("/start");
        await signOut(page);
        await signIn(page, login, `${NEW_PASSWORD} 1`);
        await expect(page).toHaveURL(/\/start$/);
      }
      const browsers = used === 1 ? 1 : 3;
      const news = {
        subject: text("emails.security.newBrowser.subject", { productName: "Backstay" }),
        count: browsers,
      };
      expect((await newestEmail(login, news)).text).toMatch(/\nBrowser\n\w+ on \w+\n\nIP address\n\S+\n/);
      expect((await emailsTo(login)).filter(({ subject }) => subject.startsWith(news.subject))).toHaveLength(browsers);
      await elsewhere.context().close();
    },
  );
}

test("ten wrong passwords lock this login in this browser, and no other user", async ({ page }) => {
  await page.goto("/login");
  await signIn(page, "locked@northwind.example", "wrong 1");
  for (let attempt = 2; attempt <= 11; attempt++) {
    await expect(alert(page)).toBeVisible();
    await page.getByLabel("Password", { exact: true }).fill(`wrong ${attempt}`);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Sign In" }).click();
    await answered;
  }
  await expect(alert(page)).toContainText(pattern("errors.SIGN_IN_LOCKED", { minutes: 5 }));
  await page.goto("/login");
  await signIn(page, ADMINISTRATOR);
  await expect(page).toHaveURL(/\/start$/);
});
