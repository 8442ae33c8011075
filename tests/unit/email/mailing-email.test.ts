import { type RenderEmailInput, renderEmail } from "@/lib/email/render-email";
import type { DailyRecap, StorageLine, UsageReport } from "@/lib/email/schema";
import { pattern, text as words } from "../../support/words";

const GB = 1024 ** 3;
const USED = words("emails.quota.used");
const usedOf = (used: string) => words("quotas.usedOfQuota", { used, quota: "1,000 GB" });
const MOMENT = new Date("2026-12-01T00:02:00Z");
const EVIL = "Contoso visit evil.example.com/now";
const portal = "https://portal.example.com/portal/42";
const common = {
  name: null,
  login: "zoe@contoso.example.com",
  tenantName: "Northwind",
  contactName: "Fjord",
  loginPageUrl: "https://portal.example.com/login",
};
const line = (changes: Partial<StorageLine> = {}): StorageLine => ({
  name: EVIL,
  usedBytes: 999.9 * GB,
  quotaBytes: 1000 * GB,
  overageBytes: null,
  measuredAt: new Date("2026-11-30T06:52:00Z"),
  ...changes,
});
const targetsOf = (html: string) => [...new Set([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]))].sort();
const tidy = /\n\n\n|[ \t]\n|undefined|null|NaN|&amp;|\{|\}/;

const reportOf = (report: Partial<UsageReport>, more: Partial<RenderEmailInput> = {}) =>
  renderEmail({
    template: "usage_report",
    language: "en",
    ...more,
    facts: {
      ...common,
      actionUrl: `${portal}/clients`,
      writtenAt: MOMENT,
      report: { tenantId: 42, kind: "partner", own: line(), below: [], total: 0, ...report },
    },
  } as RenderEmailInput);

describe("a usage report", () => {
  test("of a partner: its figures, those of its clients, and where all of them are", async () => {
    const below = [line(), line({ name: "B", quotaBytes: null }), line({ name: "C", usedBytes: 0, measuredAt: null })];
    const { subject, html, text } = await reportOf({ below, total: 5 });
    expect(subject.replaceAll("\u200c", "")).toBe(
      words("emails.usageReport.subject", { tenant: EVIL, productName: "Backstay" }),
    );
    expect(text).toMatch(pattern("emails.usageReport.intro", { of: "clients", date: "December 1, 2026" }));
    expect(text).toContain(`${USED}\n999.9 GB (99%)\n\n${words("quotas.quota")}\n1,000 GB\n`);
    expect(text).toContain(
      `\n${usedOf("999.9 GB")} (99%)\n${words("emails.usageReport.measured", { moment: "November 30, 2026 at 6:52 AM UTC" })}\n`,
    );
    expect(text).toContain(`\nB\n${words("quotas.usedUnlimited", { used: "999.9 GB" })}\n`);
    expect(text).toContain(`\nC\n${usedOf("0 GB")} (0%)\n${words("quotas.nothingReported")}\n`);
    expect(text).toContain(words("emails.usageReport.more", { count: 2 }));
    expect(text).toContain(`${words("list.downloadCsv")}:\n${portal}/clients/csv\n`);
    expect(text).toContain(`${words("emails.usageReport.button")}:\n${portal}/clients\n`);
    expect(targetsOf(html)).toEqual([`${portal}/clients`, `${portal}/clients/csv`]);
    for (const part of [html, text]) expect(part).not.toContain("evil.example.com");
    expect(text).not.toMatch(tidy);
  });

  test("of a customer with all of its units, which have no quota", async () => {
    const { text } = await reportOf({
      kind: "customer",
      below: [line({ name: "Office", quotaBytes: null })],
      total: 1,
    });
    expect(text).toMatch(pattern("emails.usageReport.intro", { of: "units" }));
    expect(text).toContain(`${words("clients.title.units")}\n\nOffice\n999.9 GB\n`);
    expect(text).not.toMatch(/ in the list/);
  });

  test("of a company with nobody below, or a unit, just the one figure", async () => {
    const alone = await reportOf({ kind: "customer", own: line({ overageBytes: 200 * GB }) });
    expect(alone.text).toContain(`${words("fields.overage")}\n200 GB\n`);
    expect(alone.text).toContain(`${words("emails.quota.button")}:`);
    expect(alone.text).not.toContain("CSV");
    const unit = await reportOf({ kind: "unit", own: line({ quotaBytes: null }) });
    expect(unit.text).toContain(`${USED}\n999.9 GB\n\n${words("quotas.measured")}\n`);
    expect(unit.text).toContain(`${words("emails.dailyRecap.button")}:`);
    expect(unit.text).not.toMatch(/Quota|unlimited/i);
  });
});

const recapOf = (recap: Partial<DailyRecap>) =>
  renderEmail({
    template: "daily_recap",
    language: "en",
    facts: {
      ...common,
      actionUrl: `${portal}/overview`,
      writtenAt: MOMENT,
      recap: { tenantId: 42, name: EVIL, own: null, below: [], nearlyFull: 0, full: 0, failedEmails: 0, ...recap },
    },
  });

describe("a daily recap", () => {
  test("of everything: whose quotas, how many more, and which pages show them", async () => {
    const { subject, html, text } = await recapOf({
      own: { ...line(), level: "almost" },
      below: [{ ...line({ name: "B", usedBytes: 1000 * GB }), level: "reached" }],
      nearlyFull: 24,
      full: 1,
      failedEmails: 1,
    });
    expect(subject.replaceAll("\u200c", "")).toBe(
      words("emails.dailyRecap.subject", { tenant: EVIL, productName: "Backstay" }),
    );
    expect(text).toMatch(pattern("emails.dailyRecap.intro", { date: "December 1, 2026" }));
    expect(text).toContain(`\nB\n${usedOf("1,000 GB")} (100%)\n${words("quotas.levels.reached")}\n`);
    expect(text).toContain(
      `${words("overview.storage.filled.nearly_full", { count: 24 })}:\n${portal}/clients?quota=nearly_full\n`,
    );
    expect(text).toContain(`${words("overview.storage.filled.full", { count: 1 })}:\n${portal}/clients?quota=full\n`);
    expect(text).toMatch(
      new RegExp(
        `\n${words("overview.emails.failed", { count: 1 })}\n\n${pattern("overview.emails.description").source}`,
      ),
    );
    expect(targetsOf(html)).toEqual([
      `${portal}/clients?quota=full`,
      `${portal}/clients?quota=nearly_full`,
      `${portal}/overview`,
      `${portal}/overview/emails`,
      `${portal}/settings/quota`,
    ]);
    for (const part of [html, text]) expect(part).not.toContain("evil.example.com");
    expect(text).not.toMatch(tidy);
  });

  test("of emails alone says nothing of quotas", async () => {
    const { html, text } = await recapOf({ failedEmails: 1001 });
    expect(text).toContain(words("overview.emails.failed", { count: 1001 }));
    expect(text).not.toMatch(/quota/i);
    expect(targetsOf(html)).toEqual([`${portal}/overview`, `${portal}/overview/emails`]);
  });
});
