import { defuseName } from "@/lib/email/defuse-name";
import { renderEmail, type SecurityFacts } from "@/lib/email/render-email";
import { SECURITY_TEMPLATES, type SecurityTemplate } from "@/lib/outbox/model";
import { pattern, text as words } from "../../support/words";

const facts: SecurityFacts = {
  name: "Zoë <b>van der Meer</b>",
  login: "zoe@contoso.example.com",
  tenantName: "Contoso visit evil.example.com/now",
  contactName: "Northwind evil.example.com",
  actionUrl: "https://portal.example.com/forgot-password",
  loginPageUrl: "https://portal.example.com/login",
  happenedAt: new Date("2026-11-29T06:52:00Z"),
  address: "203.0.113.24",
  browser: "Firefox",
  system: "Windows",
  by: null,
  link: false,
};
const BROWSER = words("fields.browser");
const UNKNOWN = words("devices.browserOn", {
  browser: words("devices.unknownBrowser"),
  system: words("devices.unknownSystem"),
});
const ADDRESS = words("fields.ipAddress");
const render = (template: SecurityTemplate, changes: Partial<SecurityFacts> = {}) =>
  renderEmail({ template, language: "en", facts: { ...facts, ...changes } });

describe.each(SECURITY_TEMPLATES)("%s", (template) => {
  test("says whose account, when, who to contact, and where to go", async () => {
    const { text } = await render(template, { by: "Anna" });
    expect(text).toContain(`${words("fields.yourLogin")}\n${facts.login}\n`);
    expect(text).toContain(`${words("emails.security.when")}\nNovember 29, 2026 at 6:52 AM UTC\n`);
    expect(text).toContain(
      words(template === "two_factor_reset" ? "emails.security.twoFactorReset.next" : "emails.security.next", {
        contactName: defuseName(facts.contactName),
      }),
    );
    expect(text).toContain(`:\n${facts.actionUrl}\n`);
  });

  test("makes no link and no markup of what users typed", async () => {
    const { html, text } = await render(template, { by: "Anna http://evil.example.com/x <i>" });
    for (const part of [html, text]) expect(part).not.toContain("evil.example.com");
    expect(html).not.toMatch(/<b>|<i>|<img|<script|src=|url\(/i);
    const targets = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(targets)).toEqual(new Set([facts.actionUrl, facts.loginPageUrl]));
  });
});

test("what the user's own browser did is reported with browser and address, unknown ones as such", async () => {
  const { text } = await render("new_browser");
  expect(text).toContain(`${BROWSER}\nFirefox on Windows\n`);
  expect(text).toContain(`${ADDRESS}\n203.0.113.24\n`);
  const unknown = await render("new_browser", { browser: null, system: null, address: null });
  expect(unknown.text).toContain(`${BROWSER}\n${UNKNOWN}\n`);
  expect(unknown.text).not.toContain(ADDRESS);
});

test("an administrator's reset names them and nothing of their device", async () => {
  const { text } = await render("two_factor_reset", { by: "Anna Lindqvist (anna)", address: null });
  expect(text).toMatch(pattern("emails.security.twoFactorReset.intro", { by: "Anna Lindqvist (anna)" }));
  expect(text).not.toMatch(new RegExp(`${BROWSER}\\n|${ADDRESS}\\n`));
});

test("a new password says in which of the two ways it came about", async () => {
  expect((await render("password_changed")).text).toMatch(
    pattern("emails.security.passwordChanged.intro", { how: "form" }),
  );
  expect((await render("password_changed", { link: true })).text).toMatch(
    pattern("emails.security.passwordChanged.intro", { how: "link" }),
  );
});
