import type { Page } from "@playwright/test";
import { type SmtpStandIn, smtpAnswer, startSmtp } from "../support/smtp-stand-in";
import { pattern, text } from "../support/words";
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

/** The overview as soon as it counts what happens after the response. */
async function overviewWith(page: Page, words: string): Promise<void> {
  await expect(async () => {
    await page.goto(`${own.origin}/portal/2/overview`);
    await expect(page.getByText(words)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 300_000 });
}

/** Reloads without JavaScript, until the message says what has become of the email; with it the page does that itself. */
async function saysInTheEnd(page: Page, words: string, reloads: boolean): Promise<void> {
  await expect(async () => {
    if (reloads) await page.reload();
    await expect(page.getByRole("status")).toContainText(words, { timeout: 5_000 });
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
        await expect(
          page.getByRole("heading", { name: text("overview.first.title", { tenant: "Harbour IT" }) }),
        ).toBeVisible();
        await expect(
          page.getByRole("link", { name: text("overview.first.create", { kind: "customer" }) }),
        ).toHaveAttribute("href", /clients\/new/);
        await expect(page.getByText(text("overview.emails.noneFailed"))).toBeVisible();
        await expectAccessible(page);
      } else {
        await page.goto(`${own.origin}/login`);
        await signIn(page, PARTNER);
        await expect(page).toHaveURL(/\/start$/);
        await page.goto(`${own.origin}/portal`);
      }
      const address = `refused-${mode}@harbour.example`;
      await createUser(page, address, "Read-only Administrator");
      await overviewWith(page, text("overview.emails.failed", { count: 1 }));
      await expect(page.getByRole("heading", { name: pattern("overview.first.title") })).toHaveCount(0);
      await expect(page.getByRole("link", { name: text("audit.events.user.create") }).first()).toBeVisible();
      await expectAccessible(page);

      await page
        .getByRole("link", { name: text("overview.users.waiting", { count: mode === "with" ? 1 : 2 }) })
        .click();
      await expect(page).toHaveURL(/\/users\?status=not_activated$/);
      await expect(page.getByRole("link", { name: address }).first()).toBeVisible();
      await page.getByRole("link", { name: text("overview.title"), exact: true }).click();
      await page.getByRole("link", { name: text("overview.emails.failed", { count: 1 }) }).click();
      await expect(page.getByRole("heading", { name: text("unsentEmails.title") })).toBeVisible();
      const row = page.getByRole("row").filter({ hasText: address });
      await expect(row).toContainText(text("emails.failures.refused"));
      await expect(row).toContainText("no such mailbox");
      await expectAccessible(page);

      await row.getByRole("button", { name: text("actions.sendAgain") }).click();
      await expect(page.getByRole("status")).toContainText(`The email to ${address}`);
      await expect(page.getByRole("status")).toBeFocused();
      await saysInTheEnd(page, text("unsentEmails.again.failed", { address }), mode === "without");
      refuses = false;
      await row.getByRole("button", { name: text("actions.sendAgain") }).click();
      await saysInTheEnd(page, text("unsentEmails.again.sent", { address }), mode === "without");
      await expect(page.getByRole("heading", { name: text("unsentEmails.empty.failed.title") })).toBeVisible();
      await expectAccessible(page);

      await page.getByLabel(text("fields.show")).selectOption(text("unsentEmails.filter.statuses.queued"));
      if (mode === "without") await page.getByRole("button", { name: text("unsentEmails.filter.submit") }).click();
      await expect(page.getByRole("heading", { name: text("unsentEmails.empty.queued.title") })).toBeVisible();
      await page.getByRole("link", { name: text("unsentEmails.back") }).click();
      await expect(page.getByText(text("overview.emails.noneFailed"))).toBeVisible();
    },
  );
}
