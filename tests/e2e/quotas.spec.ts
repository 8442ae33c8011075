import { pattern, text } from "../support/words";
import { expect, test, testWithoutJavaScript } from "./support/fixtures";
import { emailsTo, newestEmail } from "./support/mail";
import { type OwnInstallation, startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const ADMIN = "admin@example.com";
const OWNER = "ida@fjord.example";
const KEY = "a-key-of-the-tests-never-used-elsewhere";
const GB = 1024 ** 3;

let own: OwnInstallation;
let quotaPage: string;
test.beforeAll(async () => {
  const customer = ["--kind", "customer", "--name", "Fjord Logistics", "--email", OWNER, "--quota", "500GB"];
  own = await startOwnInstallation([customer], { USAGE_API_KEY: KEY });
  // The provider is the first tenant, the customer the second.
  quotaPage = `${own.origin}/portal/2/settings/quota`;
});
test.afterAll(() => own?.stop());

const report = (bytes: unknown, authorization = `Bearer ${KEY}`) =>
  fetch(`${own.origin}/api/usage`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ measurements: [{ tenantId: 2, bytes }] }),
  });

test("a service reports usage, the administrator above gets a notice, and lowers the quota only after a question", async ({
  page,
  expectAccessible,
}) => {
  expect((await report(1, "Bearer wrong")).status).toBe(401);
  expect((await report("1")).status).toBe(400);
  await activate(page, own.link(await newestEmail(ADMIN, { dataDir: own.dataDir })));
  await page.goto(quotaPage);
  await acceptAgreement(page);
  await page.goto(quotaPage);
  await expect(page.getByText(text("quotas.notMeasured", { used: 0, quota: "500 GB" }))).toBeVisible();

  const answer = await report(460 * GB);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ recorded: [2], unknown: [], notices: 1 });
  const email = await newestEmail(ADMIN, { count: 2, dataDir: own.dataDir });
  expect(email.subject).toContain(text("quotas.levels.almost"));
  expect(email.text).toContain("460 GB");

  await page.reload();
  await expect(page.getByText("460 of 500 GB · 92%")).toBeVisible();
  await expect(page.getByText(text("quotas.levels.almost"))).toBeVisible();
  await expectAccessible(page);

  const quota = page.getByLabel("Cloud storage quota", { exact: true });
  await expect(quota).toHaveValue("500");
  await quota.fill("1,500");
  await page
    .getByRole("button", { name: text("common.save") })
    .first()
    .click();
  await expect(page.getByText(pattern("errors.QUOTA_AMBIGUOUS")).first()).toBeVisible();
  await quota.fill("400");
  await page
    .getByRole("button", { name: text("common.save") })
    .first()
    .click();
  await expect(page.getByText(pattern("quotaForm.belowUseHard", { used: "460 GB", quota: "400 GB" }))).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(text("quotaForm.confirm", { quota: "400 GB" })).check();
  await page
    .getByRole("button", { name: text("common.save") })
    .first()
    .click();
  await expect(page.getByText(text("quotaForm.saved"))).toBeVisible();
  await expect(page.getByText("460 of 400 GB · 115%")).toBeVisible();
  await expect(page.getByText(text("quotas.levels.exceeded"))).toBeVisible();
  await newestEmail(ADMIN, { count: 3, dataDir: own.dataDir });
  expect((await emailsTo(ADMIN, own.dataDir)).map(({ subject }) => subject)).toEqual([
    expect.stringContaining("Activate"),
    expect.stringContaining(text("quotas.levels.almost")),
    expect.stringContaining(text("quotas.levels.exceeded")),
  ]);
});

testWithoutJavaScript(
  "without JavaScript: an overage, the question, and another threshold",
  async ({ page, expectAccessible }) => {
    await page.goto(`${own.origin}/login`);
    await signIn(page, ADMIN);
    await page.goto(quotaPage);
    await page.getByLabel("Cloud storage quota", { exact: true }).fill("0,25");
    await page.getByLabel("Unit", { exact: true }).selectOption("TB");
    await page.getByLabel(text("fields.overage"), { exact: true }).fill("44");
    await page
      .getByRole("button", { name: text("common.save") })
      .first()
      .click();
    await expect(
      page.getByText(
        pattern("quotaForm.belowUseHard", {
          quota: text("quotaForm.withOverage", { quota: "256 GB", overage: "44 GB" }),
        }),
      ),
    ).toBeVisible();
    await expect(page.getByLabel("Cloud storage quota", { exact: true })).toHaveValue("0,25");
    await expectAccessible(page);
    // An answer to another value confirms nothing.
    await page
      .getByLabel(
        text("quotaForm.confirm", { quota: text("quotaForm.withOverage", { quota: "256 GB", overage: "44 GB" }) }),
      )
      .check();
    await page.getByLabel(text("fields.overage"), { exact: true }).fill("20");
    await page
      .getByRole("button", { name: text("common.save") })
      .first()
      .click();
    await page
      .getByLabel(
        text("quotaForm.confirm", { quota: text("quotaForm.withOverage", { quota: "256 GB", overage: "20 GB" }) }),
      )
      .check();
    await page
      .getByRole("button", { name: text("common.save") })
      .first()
      .click();
    await expect(page.getByText(text("quotaForm.saved"))).toBeVisible();
    await expect(page.getByText("460 of 256 GB · 180%")).toBeVisible();

    await page.getByLabel(pattern("quotaForm.noticePercent")).fill("80 %");
    await page
      .getByRole("button", { name: text("common.save") })
      .last()
      .click();
    await expect(page.getByText(text("quotaForm.noticeSaved"))).toBeVisible();
    await expect(page.getByLabel(pattern("quotaForm.noticePercent"))).toHaveValue("80");
  },
);

test("the customer sees its quota and cannot change it", async ({ page }) => {
  await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
  await page.goto(quotaPage);
  await acceptAgreement(page);
  await page.goto(quotaPage);
  await expect(page.getByText("460 of 256 GB · 180%")).toBeVisible();
  await expect(page.getByText(text("errors.QUOTA_OWN"))).toBeVisible();
  await expect(page.getByLabel("Cloud storage quota", { exact: true })).toHaveCount(0);
});
