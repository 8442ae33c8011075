import { type AccountLinkFacts, renderEmail } from "@/lib/email/render-email";
import { LINK_TEMPLATES } from "@/lib/email/schema";

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
    expect(text).toContain("Hello Zoë <b>van der Meer<\u200c/\u200cb>,");
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
    expect(text).toContain("\nHello,\n");
  });

  test("a language without texts yet is English throughout, the date too", async () => {
    const { html, text } = await renderEmail({ template, language: "de", facts });
    expect(html).toContain('lang="en"');
    expect(text).toContain("November 29, 2026");
  });
});

test("subjects and buttons are those of the specification", async () => {
  const activation = await renderEmail({ template: "activation", language: "en", facts });
  expect(activation.subject).toBe("Activate Account – Backstay");
  expect(activation.html).toMatch(/>Activate account</);
  const reset = await renderEmail({ template: "password_reset", language: "en", facts });
  expect(reset.subject).toBe("Change Password – Backstay");
  expect(reset.html).toMatch(/>Change password</);
});
