import { PREVIEW_PROPS, type PreviewName } from "@/emails/preview-props";
import type { Brand, Logo } from "@/lib/brand/model";
import { PREVIEW_NAMES, previewEmail } from "@/lib/email/preview-email";
import { loadMessages } from "@/lib/i18n/messages";
import { EMAIL_TEMPLATES, type EmailTemplate } from "@/lib/outbox/model";
import { appUrl } from "@/lib/url";
import { LANGUAGES } from "@/lib/vocabulary";

/** Those that a switch of "Notifications" turns off. */
const SWITCHED: readonly EmailTemplate[] = [
  "quota_almost_reached",
  "quota_reached",
  "quota_exceeded",
  "usage_report",
  "daily_recap",
];
const cases = PREVIEW_NAMES.flatMap((name) => LANGUAGES.map((language) => [name, language] as const));
const isSwitched = (name: PreviewName) => SWITCHED.includes(PREVIEW_PROPS[name].template);

describe("the logo", () => {
  const wordmark: Logo = { hash: "a".repeat(64), width: 640, height: 144 };
  const square: Logo = { hash: "b".repeat(64), width: 144, height: 144 };
  const brand = (logo: Logo | null, darkLogo: Logo | null = null): Brand => ({
    productName: "Fjord Backup",
    accent: null,
    supportLink: null,
    imprintLink: null,
    termsLink: null,
    privacyLink: null,
    logo,
    darkLogo,
  });
  const pictures = (html: string) => html.match(/<img[^>]*>/g) ?? [];
  /** What can be read in the HTML, without the preview line of the inbox. */
  const words = (html: string) => html.replace(/<(title|style)>[\s\S]*?<\/\1>|<[^>]+>/g, " ");

  test("that is a name in letters replaces the product's name, which is its alternative and the first line of the text", async () => {
    const { html, text } = await previewEmail("activation", "en", brand(wordmark));
    expect(pictures(html)).toHaveLength(1);
    const [picture] = pictures(html);
    expect(picture).toContain(`src="${appUrl(`/brand/logo/${wordmark.hash}.png`)}"`);
    expect(picture).toContain('alt="Fjord Backup"');
    expect(picture).toContain('width="178"');
    expect(picture).toContain('height="40"');
    expect(text).toMatch(/^Fjord Backup\n/);
    expect(text).not.toContain("/brand/logo/");
  });

  test("that is a sign has the name beside it, said once", async () => {
    const { html, text } = await previewEmail("activation", "en", brand(square));
    expect(pictures(html)[0]).toMatch(/width="40"/);
    expect(pictures(html)[0]).toContain('alt=""');
    expect(words(html)).toMatch(/^\D*?Fjord Backup/);
    expect(text).toMatch(/^Fjord Backup\n/);
  });

  test("is on white whatever the mail program does, and the one for light backgrounds comes first", async () => {
    const { html } = await previewEmail("activation", "en", brand(wordmark, square));
    expect(html).toContain("background-image:linear-gradient(#ffffff, #ffffff)");
    expect(html).not.toContain(square.hash);
    expect((await previewEmail("activation", "en", brand(null, square))).html).toContain(square.hash);
  });

  test("is no picture where the brand has none: the name is a text", async () => {
    for (const look of [brand(null), null]) {
      const { html, text } = await previewEmail("activation", "en", look);
      expect(pictures(html)).toEqual([]);
      expect(text).toMatch(/^(Fjord Backup|Backstay)\n/);
    }
  });
});

test("every email that has a switch is in the list of this test, or has none", () => {
  const security = EMAIL_TEMPLATES.filter((template) => !SWITCHED.includes(template));
  expect(security).toEqual([
    "activation",
    "password_reset",
    "email_change",
    "email_change_notice",
    "trial_ending",
    "access_recovered",
    "password_changed",
    "new_browser",
    "two_factor_on",
    "two_factor_off",
    "two_factor_reset",
    "recovery_codes_renewed",
  ]);
});

test.each(cases)("%s in %s leads to the notifications if and only if they turn it off", async (name, language) => {
  const { html, text } = await previewEmail(name, language);
  const { emails } = await loadMessages(language);
  const url = appUrl("/account#notifications");
  if (isSwitched(name)) {
    expect(text).toContain(`${emails.manageNotifications}:\n${url}\n`);
    expect(html).toContain(`href="${url}"`);
  } else {
    expect(text).not.toContain(url);
    expect(html).not.toContain(emails.manageNotifications);
  }
});

/** Words that have capitals everywhere: names of the samples and of the product. */
const NAMES = /Contoso Household & Garden|Northwind Partners|Fjord Backup|Backstay/g;

test.each(cases.filter(([, language]) => language !== "de"))(
  "the subject of %s in %s is in sentence case",
  async (name, language) => {
    const { subject } = await previewEmail(name, language);
    // Given to the letter.
    if (subject.startsWith("Activate Account – ")) return;
    const [, ...rest] = subject.replace(NAMES, "").split(/\s+/);
    expect(rest.filter((word) => /^\p{Lu}/u.test(word))).toEqual([]);
    expect(subject).toMatch(/^[\p{Lu}\p{Lo}]/u);
  },
);

test.each(cases)("the preview line of %s in %s says something that the subject does not", async (name, language) => {
  const { subject, html } = await previewEmail(name, language);
  const [, preview = ""] = /data-skip-in-text="true"[^>]*>([^<]+)</.exec(html) ?? [];
  expect(preview.trim().length).toBeGreaterThan(10);
  const said = subject.split(" – ")[0] ?? "";
  expect(preview).not.toContain(said);
});
