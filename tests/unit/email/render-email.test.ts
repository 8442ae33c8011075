import { shadesOf } from "@/lib/brand/accent";
import type { Brand } from "@/lib/brand/model";
import { senderOf } from "@/lib/email/email-brand";
import { type AccountLinkFacts, type EmailChangeNoticeFacts, renderEmail } from "@/lib/email/render-email";
import { loadMessages } from "@/lib/i18n/messages";
import { LINK_TEMPLATES } from "@/lib/outbox/model";
import { pattern, text as words } from "../../support/words";

const NAMESPACES = { activation: "activation", password_reset: "passwordReset", email_change: "emailChange" } as const;

const facts: AccountLinkFacts = {
  name: "Zoë <b>van der Meer</b>",
  login: "zoe+backup@contoso.example.com",
  tenantName: "Contoso visit evil.example.com/now",
  contactName: "Northwind Partners",
  actionUrl: "https://portal.example.com/activate/AAAA.BBBB?x=1&y=2",
  loginPageUrl: "https://portal.example.com/login",
  linkEndsAt: new Date("2026-11-29T06:52:00Z"),
};

const visible = (text: string) => text.replaceAll("\u200c", "");

describe.each(LINK_TEMPLATES)("%s", (template) => {
  const render = (changes: Partial<AccountLinkFacts> = {}) =>
    renderEmail({ template, language: "en", facts: { ...facts, ...changes } });

  test("the plain text has all there is to know", async () => {
    const { text } = await render();
    expect(text).toContain(words("emails.greeting", { name: "Zoë <b>van der Meer<\u200c/\u200cb>" }));
    expect(text).toContain(`\n${facts.login}\n`);
    expect(text).toContain(`:\n${facts.actionUrl}\n`);
    expect(text).toContain(`:\n${facts.loginPageUrl}\n`);
    expect(text).toContain("November 29, 2026 at 6:52 AM UTC");
    expect(text).toContain("Northwind Partners");
    expect(visible(text)).toContain(facts.tenantName);
    expect(text.split(facts.actionUrl)).toHaveLength(2);
    expect(text).not.toMatch(/\n\n\n|[ \t]\n|undefined|null|&amp;|style|\{|\}/);
  });

  test("the HTML links to our own pages only and loads nothing", async () => {
    const { html } = await render();
    const targets = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]?.replaceAll("&amp;", "&"));
    expect(new Set(targets)).toEqual(new Set([facts.actionUrl, facts.loginPageUrl]));
    expect(html).not.toMatch(/<img|<script|<link|src=|url\(|@import/i);
    expect(html).not.toContain("<b>");
  });

  test("a company named like an address stays plain text", async () => {
    const { html, text } = await render();
    for (const part of [html, text]) expect(part).not.toContain("evil.example.com");
  });

  test("without a name the greeting is neutral", async () => {
    const { text } = await render({ name: null });
    expect(text).toContain(`\n${words("emails.greetingNeutral")}\n`);
  });

  test.each([
    ["de", "29. November 2026"],
    ["fr", "29 novembre 2026"],
    ["es", "29 de noviembre de 2026"],
    ["it", "29 novembre 2026"],
    ["pt-BR", "29 de novembro de 2026"],
    ["nl", "29 november 2026"],
    ["ja", "2026年11月29日"],
  ] as const)("speaks %s throughout, the date too", async (language, date) => {
    const { html, text, subject } = await renderEmail({ template, language, facts });
    const { emails } = await loadMessages(language);
    expect(html).toContain(`lang="${language}"`);
    expect(text).toContain(date);
    expect(subject).toBe(emails[NAMESPACES[template]].subject.replace("{productName}", "Backstay"));
    for (const part of [emails.loginPageLabel, emails[NAMESPACES[template]].button]) expect(text).toContain(part);
    // Only the HTML has a button that may not work.
    expect(html).toContain(emails.linkLabel);
  });
});

test("subjects and buttons are those of the specification", async () => {
  const activation = await renderEmail({ template: "activation", language: "en", facts });
  expect(activation.subject).toBe("Activate Account – Backstay");
  expect(activation.html).toMatch(/>Activate account</);
  const reset = await renderEmail({ template: "password_reset", language: "en", facts });
  expect(reset.subject).toBe("Change password – Backstay");
  expect(reset.html).toMatch(/>Change password</);
});

describe("a change of address", () => {
  const link = (newLogin: string | null) =>
    renderEmail({
      template: "email_change",
      language: "en",
      facts: { ...facts, newEmail: "zoe@new.example", newLogin },
    });

  test("the new address hears which login it will be, and never the one of before where that changes", async () => {
    const { subject, html, text } = await link("zoe@new.example");
    expect(subject).toBe(words("emails.emailChange.subject", { productName: "Backstay" }));
    expect(html).toContain(`>${words("emails.emailChange.button")}<`);
    expect(text).toContain(`${words("fields.newLogin")}\nzoe@new.example\n`);
    expect(text).toMatch(pattern("emails.emailChange.loginChanges"));
    for (const part of [html, text]) expect(part).not.toContain(facts.login);
  });

  test("or that the login stays", async () => {
    const { text } = await link(null);
    expect(text).toContain(`${words("fields.yourLogin")}\n${facts.login}\n`);
    expect(text).toContain(words("emails.emailChange.loginStays"));
  });

  const notice: EmailChangeNoticeFacts = {
    ...facts,
    actionUrl: "https://portal.example.com/account",
    newEmail: "zoe@new.example",
    newLogin: null,
    by: "Anna http://evil.example.com (anna@contoso.example)",
  };
  const renderNotice = (changes: Partial<EmailChangeNoticeFacts> = {}) =>
    renderEmail({ template: "email_change_notice", language: "en", facts: { ...notice, ...changes } });

  test("the present address hears who asked, for which address, and what to do", async () => {
    const { subject, html, text } = await renderNotice();
    expect(subject).toBe(words("emails.emailChangeNotice.subject", { productName: "Backstay" }));
    expect(visible(text)).toMatch(pattern("emails.emailChangeNotice.introBy", { by: notice.by ?? "" }));
    expect(text).toContain(`${words("fields.newEmail")}\nzoe@new.example\n`);
    expect(text).toContain(`${words("fields.yourLogin")}\n${facts.login}\n`);
    expect(text).toMatch(pattern("emails.emailChangeNotice.notRight"));
    expect(text).toContain(":\nhttps://portal.example.com/account\n");
    expect(text).toMatch(pattern("emails.emailChangeNotice.loginStays"));
    for (const part of [html, text]) expect(part).not.toContain("evil.example.com");
    const targets = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(targets)).toEqual(new Set([notice.actionUrl, notice.loginPageUrl]));
    expect(html).not.toMatch(/<img|<script|<link|src=|url\(|@import/i);
    expect(text).not.toMatch(/\n\n\n|[ \t]\n|undefined|null|&amp;|style|\{|\}/);
  });

  test("the user's own change, and a login that changes with it", async () => {
    const { text } = await renderNotice({ by: null, newLogin: "zoe@new.example" });
    expect(text).toMatch(pattern("emails.emailChangeNotice.intro"));
    expect(text).toMatch(pattern("emails.emailChangeNotice.loginChanges"));
  });
});

describe("a brand", () => {
  const brand: Brand = {
    productName: "Fjord evil.example.com",
    accent: "#ffd400",
    supportLink: "mailto:help@fjord.example",
    imprintLink: null,
    termsLink: null,
    privacyLink: null,
    logo: null,
    darkLogo: null,
  };
  const render = (changes: Partial<Brand> = {}) =>
    renderEmail({ template: "activation", language: "en", facts, brand: { ...brand, ...changes } });

  test("gives the email its name, its color as far as it can be read, and where to ask", async () => {
    const { subject, html, text } = await render();
    const { light, dark } = shadesOf("#ffd400");
    expect(subject).toBe("Activate Account – Fjord evil.example.com");
    expect(visible(text)).toMatch(/^Fjord evil\.example\.com\n/);
    expect(text).toContain(`${words("emails.support")}\nhelp@fjord.example\n`);
    expect(html).toContain(`background-color:${light.accent}`);
    expect(html).toContain(`background-color: ${dark.accent} !important`);
    expect(html).toContain('href="mailto:help@fjord.example"');
    for (const part of [html, text]) expect(part).not.toMatch(/Backstay|#0a5a70|#6cc4d6|evil\.example\.com/);
  });

  test("without a support address says nothing of one", async () => {
    const { html, text } = await render({ supportLink: null, accent: null });
    for (const part of [html, text]) expect(part).not.toContain(words("emails.support"));
    expect(html).toContain("background-color:#0a5a70");
  });

  test("names the sender, whose address stays", () => {
    const from = { name: "Backstay", address: "portal@example.com" };
    expect(senderOf(from, brand)).toEqual({ ...from, name: brand.productName });
    expect(senderOf({ ...from, name: null }, brand)).toEqual({ ...from, name: brand.productName });
    expect(senderOf(from, null)).toBe(from);
  });
});
