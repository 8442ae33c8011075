import type { Page } from "@playwright/test";
import { type SmtpStandIn, smtpAnswer, startSmtp } from "../support/smtp-stand-in";
import { expect, test, testWithoutJavaScript } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { type OwnInstallation, startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, signIn } from "./support/steps";

test.describe.configure({ mode: "serial" });

const PARTNER = "ole@harbour.example";

let own: OwnInstallation;
let smtp: SmtpStandIn;
/** Whether the mail service refuses mail to addresses that begin with "refused". */
let refuses = true;

test.beforeAll(async () => {
  smtp = await startSmtp({
    onRcptTo({ address }, _session, done) {
      done(refuses && address.startsWith("refused") ? smtpAnswer(550, "no such mailbox") : undefined);
    },
  });
  own = await startOwnInstallation([["--kind", "partner", "--name", "Harbour IT", "--email", PARTNER]], {
    EMAIL_TRANSPORT: "smtp",
    EMAIL_FROM: "Backstay <portal@backstay.example>",
    SMTP_URL: smtp.url,
  });
});
test.afterAll(async () => {
  await own?.stop();
  await smtp?.close();
});

/** The overview as soon as it counts what happens behind the answer. */
async function overviewWith(page: Page, text: string): Promise<void> {
  await expect(async () => {
    await page.goto(`${own.origin}/portal/2/overview`);
    await expect(page.getByText(text)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 300_000 });
}

/** Reloads without JavaScript, until the message says what has become of the email; with it the page does that itself. */
async function saysInTheEnd(page: Page, text: string, reloads: boolean): Promise<void> {
  await expect(async () => {
    if (reloads) await page.reload();
    await expect(page.getByRole("status")).toContainText(text, { timeout: 5_000 });
  }).toPass({ timeout: 300_000 });
}

for (const [mode, run] of [
  ["with", test],
  ["without", testWithoutJavaScript],
] as const) {
  run(
    `${mode} JavaScript: what to do first, what needs attention, and an email sent again`,
    async ({ page, expectAccessible }) => {
      refuses = true;
      if (mode === "with") {
        // Provisioning sent it, before the mail service was exchanged.
        await activate(page, own.link(await newestEmail(PARTNER, { dataDir: own.dataDir })));
        await page.goto(`${own.origin}/portal`);
        await acceptAgreement(page);
        await expect(page).toHaveURL(/\/portal\/2\/overview$/);
        await expect(page.getByRole("heading", { name: "Harbour IT is ready. What comes first?" })).toBeVisible();
        await expect(page.getByRole("link", { name: "Create a customer" })).toHaveAttribute("href", /clients\/new/);
        await expect(page.getByText("No email failed.")).toBeVisible();
        await expectAccessible(page);
      } else {
        await page.goto(`${own.origin}/login`);
        await signIn(page, PARTNER);
        await expect(page).toHaveURL(/\/start$/);
        await page.goto(`${own.origin}/portal`);
      }
      const address = `refused-${mode}@harbour.example`;
      await createUser(page, address, "Read-only Administrator");
      await overviewWith(page, "1 email failed");
      await expect(page.getByRole("heading", { name: /is ready/ })).toHaveCount(0);
      await expect(page.getByRole("link", { name: "User created" }).first()).toBeVisible();
      await expectAccessible(page);

      await page.getByRole("link", { name: /have yet to activate|has yet to activate/ }).click();
      await expect(page).toHaveURL(/\/users\?status=not_activated$/);
      await expect(page.getByRole("link", { name: address })).toBeVisible();
      await page.getByRole("link", { name: "Overview", exact: true }).click();
      await page.getByRole("link", { name: "1 email failed" }).click();
      await expect(page.getByRole("heading", { name: "Emails not sent" })).toBeVisible();
      const row = page.getByRole("row").filter({ hasText: address });
      await expect(row).toContainText("The mail service refused the email.");
      await expect(row).toContainText("no such mailbox");
      await expectAccessible(page);

      await row.getByRole("button", { name: "Send again" }).click();
      await expect(page.getByRole("status")).toContainText(`The email to ${address}`);
      await expect(page.getByRole("status")).toBeFocused();
      await saysInTheEnd(page, `The email to ${address} failed again.`, mode === "without");
      refuses = false;
      await row.getByRole("button", { name: "Send again" }).click();
      await saysInTheEnd(page, `The email to ${address} has been sent.`, mode === "without");
      await expect(page.getByRole("heading", { name: "No email failed" })).toBeVisible();
      await expectAccessible(page);

      await page.getByLabel("Show").selectOption("Emails waiting to be sent");
      await page.getByRole("button", { name: "Show" }).click();
      await expect(page.getByRole("heading", { name: "No email is waiting" })).toBeVisible();
      await page.getByRole("link", { name: "Back to the overview" }).click();
      await expect(page.getByText("No email failed.")).toBeVisible();
    },
  );
}
