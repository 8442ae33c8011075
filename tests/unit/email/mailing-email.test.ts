import { type RenderEmailInput, renderEmail } from "@/lib/email/render-email";
import type { DailyRecap, StorageLine, UsageReport } from "@/lib/email/schema";

const GB = 1024 ** 3;
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
    expect(subject.replaceAll("\u200c", "")).toBe(`Usage report: ${EVIL} – Backstay`);
    expect(text).toContain("and its clients use as of December 1, 2026.");
    expect(text).toContain("Used\n999.9 GB (99%)\n\nQuota\n1,000 GB\n");
    expect(text).toContain("\n999.9 GB of 1,000 GB (99%)\nMeasured November 30, 2026 at 6:52 AM UTC\n");
    expect(text).toContain("\nB\n999.9 GB, unlimited\n");
    expect(text).toContain("\nC\n0 GB of 1,000 GB (0%)\nNothing reported yet\n");
    expect(text).toContain("2 more are in the list.");
    expect(text).toContain(`Download CSV:\n${portal}/clients/csv\n`);
    expect(text).toContain(`Open the list:\n${portal}/clients\n`);
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
    expect(text).toContain("and its units use");
    expect(text).toContain("Units\n\nOffice\n999.9 GB\nMeasured");
    expect(text).not.toMatch(/more (is|are) in the list/);
  });

  test("of a company with nobody below, or a unit, just the one figure", async () => {
    const alone = await reportOf({ kind: "customer", own: line({ overageBytes: 200 * GB }) });
    expect(alone.text).toContain("Overage on top\n200 GB\n");
    expect(alone.text).toContain("Look at the quota:");
    expect(alone.text).not.toContain("CSV");
    const unit = await reportOf({ kind: "unit", own: line({ quotaBytes: null }) });
    expect(unit.text).toContain("Used\n999.9 GB\n\nMeasured");
    expect(unit.text).toContain("Open the overview:");
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
    expect(subject.replaceAll("\u200c", "")).toBe(`Daily recap: ${EVIL} – Backstay`);
    expect(text).toContain("as of December 1, 2026.");
    expect(text).toContain("\nB\n1,000 GB of 1,000 GB (100%)\nQuota reached\n");
    expect(text).toContain(
      `24 clients have almost reached their quota, or more:\n${portal}/clients?quota=nearly_full\n`,
    );
    expect(text).toContain(`1 client has reached its quota or is over it:\n${portal}/clients?quota=full\n`);
    expect(text).toContain("\n1 email failed\n\nTo people of this company and everything below it");
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
    expect(text).toContain("More than 1,000 emails failed");
    expect(text).not.toMatch(/quota/i);
    expect(targetsOf(html)).toEqual([`${portal}/overview`, `${portal}/overview/emails`]);
  });
});
