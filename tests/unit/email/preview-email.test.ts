import { PREVIEW_PROPS } from "@/emails/preview-props";
import { inScheme, PREVIEW_NAMES, previewEmail } from "@/lib/email/preview-email";
import { loadMessages } from "@/lib/i18n/messages";
import { EMAIL_TEMPLATES } from "@/lib/outbox/model";
import { appUrl } from "@/lib/url";
import { LANGUAGES } from "@/lib/vocabulary";

const cases = PREVIEW_NAMES.flatMap((name) => LANGUAGES.map((language) => [name, language] as const));

test("every email of the product has a sample", () => {
  const shown = new Set<string>(PREVIEW_NAMES.map((name) => PREVIEW_PROPS[name].template));
  expect([...shown].sort()).toEqual([...EMAIL_TEMPLATES].sort());
});

describe.each(cases)("%s in %s", (name, language) => {
  const { path } = PREVIEW_PROPS[name];

  test("is complete in both parts: nothing missing, no placeholder left, in its language", async () => {
    const { subject, html, text } = await previewEmail(name, language);
    for (const part of [subject, text])
      expect(part).not.toMatch(/\b(undefined|null|NaN)\b|\{|\}|&amp;|\b(emails|account)\.[a-z]/);
    expect(html.replace(/<style>[\s\S]*?<\/style>/g, "")).not.toMatch(
      /\b(undefined|NaN)\b|\{|\}|\b(emails|account)\.[a-z]/,
    );
    expect(html).toContain(`<html dir="ltr" lang="${language}"`);
    expect(text).not.toMatch(/\n\n\n|[ \t]\n/);
  });

  test("says in HTML what to do where the button does not work", async () => {
    const { html, text } = await previewEmail(name, language);
    const { emails } = await loadMessages(language);
    expect(html).toContain(emails.linkLabel);
    expect(text).not.toContain(emails.linkLabel);
  });

  test("has its link alone on a line of the text, and links to nothing but pages of ours", async () => {
    const { html, text } = await previewEmail(name, language);
    const lines = text.split("\n");
    expect(lines.filter((line) => line.split(/\s/).includes(appUrl(path)))).toEqual([appUrl(path)]);
    // Whatever else it links to has a line of its own, too.
    for (const line of lines.filter((some) => some.includes(appUrl("/")))) expect(line).toMatch(/^\S+$/);
    const targets = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((target) => !target?.startsWith(appUrl("/")))).toEqual([]);
    expect(html).not.toMatch(/<img|<script|<link|src=|url\(|@import/i);
  });
});

test("colors are the selected ones, whatever the browser prefers", async () => {
  const { html } = await previewEmail("activation", "en");
  expect(html).toContain("prefers-color-scheme: dark");
  expect(inScheme(html, "dark")).toContain("@media all {");
  expect(inScheme(html, "light")).toContain("@media not all {");
  for (const scheme of ["light", "dark"] as const) {
    expect(inScheme(html, scheme)).not.toContain("prefers-color-scheme");
    expect(inScheme(html, scheme)).toContain(`:root { color-scheme: ${scheme};`);
  }
});

test("a sample wears the brand it is given", async () => {
  const brand = {
    productName: "Fjord Backup",
    accent: "#8a1c5c",
    supportLink: "mailto:help@fjord.example",
    imprintLink: null,
    termsLink: null,
    privacyLink: null,
    logo: null,
    darkLogo: null,
  };
  const { subject, html, text } = await previewEmail("activation", "en", brand);
  expect(`${subject}${html}${text}`).not.toContain("Backstay");
  expect(subject).toContain("Fjord Backup");
  expect(html).toContain("#8a1c5c");
});
