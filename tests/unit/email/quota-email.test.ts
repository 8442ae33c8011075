import { renderEmail } from "@/lib/email/render-email";
import { QUOTA_TEMPLATES, type QuotaNotice, type QuotaTemplate } from "@/lib/outbox/model";
import { pattern, text as words } from "../../support/words";

const GB = 1024 ** 3;
const notice: QuotaNotice = {
  tenantId: 42,
  tenantName: "Contoso visit evil.example.com/now",
  usedBytes: 912 * GB,
  quotaBytes: 1000 * GB,
  overageBytes: null,
  hard: true,
  measuredAt: new Date("2026-11-23T06:52:00Z"),
};
const actionUrl = "https://portal.example.com/portal/42/settings/quota";
const render = (template: QuotaTemplate, changes: Partial<QuotaNotice> = {}, name: string | null = "Zoë <b>Meer</b>") =>
  renderEmail({
    template,
    language: "en",
    facts: {
      name,
      login: "zoe@contoso.example.com",
      tenantName: "Partner",
      contactName: "Northwind",
      actionUrl,
      loginPageUrl: "https://portal.example.com/login",
      notice: { ...notice, ...changes },
    },
  });
const visible = (text: string) => text.replaceAll("\u200c", "");

describe.each(QUOTA_TEMPLATES)("%s", (template) => {
  test("the plain text says whose, how much of how much, as of when, and where to look", async () => {
    const { text, subject } = await render(template);
    expect(visible(subject)).toContain(notice.tenantName);
    expect(text).toContain(`${words("emails.quota.used")}\n912 GB\n`);
    expect(text).toContain(`${words("quotas.quota")}\n1,000 GB\n`);
    expect(text).toContain(`${words("quotas.measured")}\nNovember 23, 2026 at 6:52 AM UTC\n`);
    expect(text).toContain(`:\n${actionUrl}\n`);
    expect(text).not.toMatch(/\n\n\n|[ \t]\n|undefined|null|NaN|&amp;|\{|\}/);
  });

  test("the HTML links to our own page only, loads nothing, and makes no link of a name", async () => {
    const { html, text } = await render(template);
    const targets = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(targets)).toEqual(new Set([actionUrl, "https://portal.example.com/account#notifications"]));
    expect(html).not.toMatch(/<img|<script|<link|src=|url\(|@import|<b>/i);
    for (const part of [html, text]) expect(part).not.toContain("evil.example.com");
  });
});

test("a share is never rounded up to a line that is not reached", async () => {
  expect((await render("quota_almost_reached", { usedBytes: 999.9 * GB })).text).toContain("99%");
});

test("an overage is promised while there is some left, and counted in the limit after", async () => {
  const overage = { overageBytes: 200 * GB, usedBytes: 1000 * GB };
  expect((await render("quota_reached", overage)).text).toContain(
    words("emails.quota.overageLeft", { overage: "200 GB" }),
  );
  const exceeded = await render("quota_exceeded", { ...overage, usedBytes: 1300 * GB });
  expect(exceeded.html).toContain(words("emails.quota.exceeded.preview", { used: "1,300 GB", limit: "1,200 GB" }));
  expect(exceeded.text).not.toMatch(pattern("emails.quota.overageLeft"));
  expect((await render("quota_reached", { ...overage, usedBytes: 1050 * GB })).text).toContain(
    words("emails.quota.overageLeft", { overage: "150 GB" }),
  );
  expect((await render("quota_almost_reached", overage)).text).not.toMatch(pattern("emails.quota.overageLeft"));
});

test("a soft quota says that nothing stops", async () => {
  expect((await render("quota_reached", { hard: false })).text).toContain(words("emails.quota.soft"));
});
