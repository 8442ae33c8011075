import type { Page } from "@playwright/test";
import { MESSAGE_FILES, type Messages } from "@/lib/i18n/message-files";
import { LANGUAGES, type Language } from "@/lib/vocabulary";
import { text } from "../support/words";
import { expect, test, testWithoutJavaScript } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { type OwnInstallation, startOwnInstallation } from "./support/own-installation";
import { PASSWORD } from "./support/steps";

test.describe.configure({ mode: "serial" });

const GERMAN = "uwe@werft.example";
const JAPANESE = "aiko@umi.example";

let own: OwnInstallation;
const words = {} as Record<Language, Messages>;
test.beforeAll(async () => {
  for (const language of LANGUAGES) words[language] = (await MESSAGE_FILES[language]()).default;
  const customer = (name: string, email: string, language: string, quota: string) => [
    ...["--kind", "customer", "--name", name, "--email", email, "--language", language, "--quota", quota],
  ];
  own = await startOwnInstallation([
    customer("Werft Kiel", GERMAN, "de", "1.5TB"),
    customer("Umi Shipping", JAPANESE, "ja", "500GB"),
  ]);
});
test.afterAll(() => own?.stop());

const speaks = (page: Page, language: Language) => expect(page.locator("html")).toHaveAttribute("lang", language);

async function signInAs(page: Page, login: string, visitor: Messages) {
  await page.getByLabel(visitor.fields.login).fill(login);
  await page.getByRole("button", { name: visitor.common.continue, exact: true }).click();
  await page.getByLabel(visitor.common.password, { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: visitor.login.signIn, exact: true }).click();
}

/** Chooses a language in the picker, with its button where no script does it. */
async function pick(page: Page, language: Language, now: Messages) {
  await page.getByLabel(now.fields.language, { exact: true }).selectOption(language);
  const button = page.getByRole("button", { name: now.common.changeLanguage });
  if (await button.isVisible().catch(() => false)) await button.click();
  await speaks(page, language);
}

for (const [how, run] of [
  ["with JavaScript", test],
  ["without JavaScript", testWithoutJavaScript],
] as const) {
  run(
    `${how} the picker speaks every language, stays on its page, and is remembered`,
    async ({ page, expectAccessible }) => {
      await page.goto(`${own.origin}/login?next=%2Faccount`);
      await speaks(page, "en");
      let now: Language = "en";
      for (const language of [...LANGUAGES.slice(1), "en"] as Language[]) {
        if (how === "with JavaScript") await page.getByLabel(words[now].fields.login).fill("kept@example.com");
        await pick(page, language, words[now]);
        now = language;
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[now].common.signIn);
        await expect(page).toHaveURL(/\/login\?next=%2Faccount$/);
        if (how === "with JavaScript")
          await expect(page.getByLabel(words[now].fields.login)).toHaveValue("kept@example.com");
        await expectAccessible(page);
      }
      await pick(page, "fr", words.en);
      await page.goto(`${own.origin}/forgot-password`);
      await speaks(page, "fr");
      // A mistake is said in the language too.
      await page.getByRole("button", { name: words.fr.passwordReset.send, exact: true }).click();
      if (how === "with JavaScript") await expect(page.getByText(words.fr.errors.REQUIRED).first()).toBeVisible();
      await page.goto(`${own.origin}/nowhere`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.fr.notFound.title);
    },
  );
}

test("a German user reads only German, in a browser that requests English", async ({ page, expectAccessible }) => {
  const { de } = words;
  const email = await newestEmail(GERMAN, { dataDir: own.dataDir });
  expect(email.subject).toBe(text("emails.activation.subject", { productName: "Backstay" }, "de"));
  expect(email.text).toContain(de.emails.loginPageLabel);
  await page.goto(own.link(email));
  await speaks(page, "de");
  await expectAccessible(page);

  // The picker comes before the user's own language here, and only here.
  await pick(page, "nl", de);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.nl.activation.title);
  await page.goto(own.link(email));
  await speaks(page, "de");
  await page.getByLabel(de.common.password, { exact: true }).fill("kurz");
  await page.getByRole("button", { name: de.activation.submit }).click();
  await expect(page.getByText(de.errors.PASSWORD_TOO_SHORT).first()).toBeVisible();
  await page.getByLabel(de.common.password, { exact: true }).fill(PASSWORD);
  await page.getByLabel(de.common.repeatPassword).fill(PASSWORD);
  await page.getByRole("button", { name: de.activation.submit }).click();
  await expect(page).toHaveURL(/\/start$/);
  await speaks(page, "de");
  await expect(page.getByLabel(de.fields.language, { exact: true })).toHaveCount(0);
  await page.goto(`${own.origin}/portal`);
  await page.getByRole("button", { name: de.eula.submit }).click();
  await expect(page.getByRole("heading", { name: de.overview.title, exact: true })).toBeVisible();
  await expect(page.getByPlaceholder(de.search.placeholder).first()).toBeVisible();
  await page.goto(page.url().replace(/overview$/, "settings/quota"));
  await expect(page.getByText("1,5 TB").first()).toBeVisible();

  // The link is spent now, and says so in the recipient's language.
  await page.context().clearCookies();
  await page.goto(own.link(email));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(de.activation.problems.LINK_USED.title);
});

test("signing in switches from the visitor's language to the user's, and back", async ({ page }) => {
  await page.goto(`${own.origin}/login`);
  await pick(page, "es", words.en);
  await signInAs(page, GERMAN, words.es);
  await expect(page).toHaveURL(/\/start$/);
  await speaks(page, "de");
  await page.goto(`${own.origin}/portal`);
  await expect(page.getByPlaceholder(words.de.search.placeholder).first()).toBeVisible();
  await page.getByRole("button", { name: words.de.portal.userMenu.replace("{name}", "") }).click();
  await page.getByRole("button", { name: words.de.portal.signOut, exact: true }).click();
  await expect(page).toHaveURL(/\/login/);
  await speaks(page, "es");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.es.common.signIn);
});

test("a changed language in My account changes the page immediately", async ({ page }) => {
  await page.goto(`${own.origin}/login?next=%2Faccount`);
  await signInAs(page, GERMAN, words.en);
  await page.getByLabel(words.de.fields.language, { exact: true }).selectOption("it");
  await page.getByRole("button", { name: words.de.common.save, exact: true }).first().click();
  await expect(page.getByRole("status").filter({ hasText: words.it.account.profile.saved })).toBeVisible();
  await speaks(page, "it");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.it.account.profile.title);
  await expect(page.getByRole("button", { name: words.it.common.save, exact: true }).first()).toBeVisible();
});

test("Japanese pages write dates, times and amounts as Japanese does", async ({ page, expectAccessible }) => {
  const { ja } = words;
  const email = await newestEmail(JAPANESE, { dataDir: own.dataDir });
  expect(email.text).toMatch(/\d{4}年\d{1,2}月\d{1,2}日/);
  await page.goto(own.link(email));
  await speaks(page, "ja");
  await page.getByLabel(ja.common.password, { exact: true }).fill(PASSWORD);
  await page.getByLabel(ja.common.repeatPassword).fill(PASSWORD);
  await page.getByRole("button", { name: ja.activation.submit }).click();
  await expect(page).toHaveURL(/\/start$/);
  await page.goto(`${own.origin}/portal`);
  await page.getByRole("button", { name: ja.eula.submit }).click();
  await page.getByRole("link", { name: ja.users.title, exact: true }).click();
  await page.getByRole("link", { name: JAPANESE }).click();
  await expect(page.locator("time").first()).toHaveText(/^(今|\d+ ?(分|時間)前)$/);
  await expect(page.locator("time").first()).toHaveAttribute("title", /^\d{4}年\d{1,2}月\d{1,2}日/);
  await expectAccessible(page);
});

test.describe("a browser that requests Portuguese", () => {
  test.use({ locale: "pt-PT" });
  test("gets the Portuguese that there is, for a wrong password too", async ({ page }) => {
    await page.goto(`${own.origin}/login`);
    await speaks(page, "pt-BR");
    // No one learns here whether a login exists, or its language.
    for (const login of [JAPANESE, "nobody@umi.example"]) {
      await page.goto(`${own.origin}/login`);
      await page.getByLabel(words["pt-BR"].fields.login).fill(login);
      await page.getByRole("button", { name: words["pt-BR"].common.continue, exact: true }).click();
      await page.getByLabel(words["pt-BR"].common.password, { exact: true }).fill("not the password");
      await page.getByRole("button", { name: words["pt-BR"].login.signIn, exact: true }).click();
      await expect(page.getByText(words["pt-BR"].errors.SIGN_IN_FAILED).first()).toBeVisible();
      await speaks(page, "pt-BR");
    }
  });
});
