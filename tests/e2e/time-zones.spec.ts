import type { Page } from "@playwright/test";
import { text } from "../support/words";
import { expect, test, testWithoutJavaScript } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate } from "./support/steps";

const ADMINISTRATOR = "admin@example.com";
const BERLIN = "Europe/Berlin";
const KOLKATA = "Asia/Kolkata";
const LORD_HOWE = "Australia/Lord_Howe";

const timeZone = (page: Page) => page.getByLabel(text("fields.timeZone"), { exact: true });
const save = (page: Page) =>
  page
    .getByRole("button", { name: text("common.save"), exact: true })
    .first()
    .click();
const asCompany = (zone: string) => text("account.profile.companyTimeZone", { zone });

/** The value of a fact on a company's page. */
const fact = (page: Page, term: string) =>
  page.locator("dt", { hasText: term }).locator("xpath=following-sibling::dd[1]");

/** What the audit log, its file and a recent moment say of the time zone. */
async function expectTimesIn(page: Page, portal: string, zone: string): Promise<void> {
  await page.goto(`${portal}/audit-log`);
  await expect(page.getByText(text("audit.filter.days", { zone }))).toBeVisible();
  const line = page.locator("main time").first();
  const at = new Date((await line.getAttribute("datetime")) ?? "");
  const toTheMinute = new Intl.DateTimeFormat("en", {
    ...{ year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
    ...{ timeZoneName: "short", timeZone: zone },
  } as const);
  // The list shows the second as well, which it doesn't tell machines.
  const seconds = /:\d\d(?=\s[AP]M)/;
  const shown = (await line.textContent()) ?? "";
  expect(shown).toMatch(seconds);
  expect(shown.replace(seconds, "")).toBe(toTheMinute.format(at));

  const day = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: zone }).format(at);
  await page.goto(`${portal}/audit-log?from=${day}&to=${day}`);
  await expect(line).toHaveText(shown);

  const file = await (await page.request.get(`${portal}/audit-log/csv`)).text();
  expect(file).toContain(`"${text("audit.columns.date")} (${zone})"`);

  await page.goto(`${portal}/settings/general`);
  const created = fact(page, text("fields.created")).locator("time");
  const createdAt = new Date((await created.getAttribute("datetime")) ?? "");
  const whole = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "long", timeZone: zone });
  await expect(created).toHaveText(/^(now|\d+ (minute|hour)s? ago)$/);
  await expect(created).toHaveAttribute("title", whole.format(createdAt));
}

for (const [mode, run, first] of [
  ["with", test, BERLIN],
  ["without", testWithoutJavaScript, "UTC"],
] as const) {
  run.describe(`${mode} JavaScript`, () => {
    run.use({ timezoneId: BERLIN });

    run(
      "the first administrator's time zone is everyone's, until a company or a person chooses",
      async ({ page, expectAccessible }) => {
        const own = await startOwnInstallation();
        try {
          const email = await newestEmail(ADMINISTRATOR, { dataDir: own.dataDir });
          await activate(page, own.link(email));
          await page.goto(`${own.origin}/portal`);
          await acceptAgreement(page);
          await expect(page).toHaveURL(/\/overview$/);
          const portal = page.url().replace(/\/overview$/, "");
          await expectTimesIn(page, portal, first);
          await expect(fact(page, text("fields.timeZone"))).toHaveText(
            first === "UTC" ? text("tenants.timeZone.none", { zone: first }) : first,
          );

          await page.goto(`${own.origin}/account`);
          await expect(timeZone(page)).toHaveValue("");
          await expect(timeZone(page).locator("option:checked")).toHaveText(asCompany(first));
          await timeZone(page).selectOption(KOLKATA);
          await expectAccessible(page);
          await save(page);
          await expect(page.getByText(text("account.profile.saved"))).toBeVisible();
          await expect(timeZone(page)).toHaveValue(KOLKATA);
          await expectTimesIn(page, portal, KOLKATA);

          await page.goto(`${portal}/settings/general/edit`);
          await expectAccessible(page);
          await timeZone(page).selectOption(LORD_HOWE);
          await save(page);
          await expect(fact(page, text("fields.timeZone"))).toHaveText(LORD_HOWE);
          await page.goto(`${own.origin}/account`);
          await expect(timeZone(page)).toHaveValue(KOLKATA);
          await timeZone(page).selectOption("");
          await save(page);
          await expect(page.getByText(text("account.profile.saved"))).toBeVisible();
          await expect(timeZone(page).locator("option:checked")).toHaveText(asCompany(LORD_HOWE));
          await expectTimesIn(page, portal, LORD_HOWE);
        } finally {
          // What the page still loads would find no server.
          await page.close();
          await own.stop();
        }
      },
    );
  });
}
