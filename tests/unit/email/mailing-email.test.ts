import { type RenderEmailInput, renderEmail } from "@/lib/email/render-email";
import type { DailyRecap, StorageLine, UsageReport } from "@/lib/outbox/model";

const GB = 1024 ** 3;
const MOMENT = new Date("2026-12-01T00:02:00Z");
const EVIL = "Contoso visit evil.example.com/now";
const portal = "https://portal.example.com/portal/42";
const notifications = "https://portal.example.com/account#notifications";
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

test("a report says its day and its times in the recipient's time zone", async () => {
  const inSaoPaulo = await reportOf({ below: [line()], total: 1 }, { timeZone: "America/Sao_Paulo" });
  expect(inSaoPaulo.text).toContain("as of November 30, 2026.");
  expect(inSaoPaulo.text).toContain("\nMeasured November 30, 2026 at 3:52 AM GMT-3 (America/Sao_Paulo)\n");
  const inKolkata = await reportOf({ below: [line()], total: 1 }, { timeZone: "Asia/Kolkata" });
  expect(inKolkata.text).toContain("as of December 1, 2026.");
});

describe("a usage report", () => {
  test("of a partner: its figures, those of its clients, and where all of them are", async () => {
    const below = [line(), line({ name: "B", quotaBytes: null }), line({ name: "C", usedBytes: 0, measuredAt: null })];
    const { subject, html, text } = await reportOf({ below, total: 5 });
    expect(subject.replaceAll("\u200c", "")).toBe(`Usage report: ${EVIL} – Backstay`);
    expect(text).toContain("and its clients as of December 1, 2026.");
    expect(text).toContain("Used\n999.9 GB (99%)\n\nQuota\n1,000 GB\n");
    expect(text).toContain("\n999.9 GB of 1,000 GB (99%)\nMeasured November 30, 2026 at 6:52 AM UTC\n");
    expect(text).toContain("\nB\n999.9 GB, unlimited\n");
    expect(text).toContain("\nC\n0 GB of 1,000 GB (0%)\nNothing reported yet\n");
    expect(text).toContain("2 more in the list.");
    expect(text).toContain(`Download CSV:\n${portal}/clients/csv\n`);
    expect(text).toContain(`Open the list:\n${portal}/clients\n`);
    expect(targetsOf(html)).toEqual([notifications, `${portal}/clients`, `${portal}/clients/csv`]);
    for (const part of [html, text]) expect(part).not.toContain("evil.example.com");
    expect(text).not.toMatch(tidy);
  });

  test("of a customer with all of its units, which have no quota", async () => {
    const { text } = await reportOf({
      kind: "customer",
      below: [line({ name: "Office", quotaBytes: null })],
      total: 1,
    });
    expect(text).toContain("and its units as of");
    expect(text).toContain("Units\n\nOffice\n999.9 GB · 100%\nMeasured");
    expect(text).not.toMatch(/more in the list/);
  });

  test("for a company with no one below, or a unit, just the one figure", async () => {
    const alone = await reportOf({ kind: "customer", own: line({ overageBytes: 200 * GB }) });
    expect(alone.text).toContain("Overage\n200 GB\n");
    expect(alone.text).toContain("View quota:");
    expect(alone.text).not.toContain("CSV");
    const unit = await reportOf({ kind: "unit", own: line({ quotaBytes: null }) });
    expect(unit.text).toContain("Used\n999.9 GB\n\nMeasured");
    expect(unit.text).toContain("Open the overview:");
    expect(unit.text).not.toMatch(/\bquota\b|unlimited/i);
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
      recap: { tenantId: 42, name: EVIL, own: null, below: [], nearlyFull: 0, failedEmails: 0, ...recap },
    },
  });

describe("a daily recap", () => {
  test("of everything: whose quotas, how many more, and which pages show them", async () => {
    const { subject, html, text } = await recapOf({
      own: { ...line(), level: "almost" },
      below: [{ ...line({ name: "B", usedBytes: 1000 * GB }), level: "reached" }],
      nearlyFull: 24,
      failedEmails: 1,
    });
    expect(subject.replaceAll("\u200c", "")).toBe(`Daily recap: ${EVIL} – Backstay`);
    expect(text).toContain("as of December 1, 2026.");
    expect(text).toContain("\nB\n1,000 GB of 1,000 GB (100%)\nQuota reached\n");
    expect(text).toContain("\n23 more in the list.\n");
    expect(text).toContain(`Open the list:\n${portal}/clients?quota=nearly_full\n`);
    expect(text).toContain("\nEmails\n\n1 email failed in the last 30 days, to users at Contoso");
    expect(targetsOf(html)).toEqual([
      notifications,
      `${portal}/clients?quota=nearly_full`,
      `${portal}/overview`,
      `${portal}/overview/emails`,
      `${portal}/settings/quota`,
    ]);
    for (const part of [html, text]) expect(part).not.toContain("evil.example.com");
    expect(text).not.toMatch(tidy);
  });

  test("says each figure once: a client over its quota is not also one that is near it", async () => {
    const { text } = await recapOf({
      below: [
        { ...line({ name: "B", usedBytes: 1131 * GB }), level: "exceeded" },
        { ...line({ name: "C", usedBytes: 1017 * GB, quotaBytes: 1001 * GB }), level: "reached" },
        { ...line({ name: "D", usedBytes: 913 * GB }), level: "almost" },
      ],
      nearlyFull: 3,
      failedEmails: 7,
    });
    const said = [
      "\nB\n",
      "\nC\n",
      "\nD\n",
      "1,131 GB",
      "1,017 GB",
      "913 GB",
      "7 emails",
      "16 GB over",
      "Quota exceeded",
    ];
    for (const once of said) expect([once, text.split(once).length - 1]).toEqual([once, 1]);
    // They all have their row: nothing is added up beside it.
    expect(text).not.toMatch(/3 (clients|more)|near or over/);
  });

  test("more than are counted is said as such, once", async () => {
    const { text } = await recapOf({ below: [{ ...line(), level: "almost" }], nearlyFull: 1001 });
    expect(text.split("More than 1,000 clients are near or over their quota")).toHaveLength(2);
    expect(text).not.toMatch(/more in the list/);
  });

  test("of emails alone says nothing of quotas", async () => {
    const { html, text } = await recapOf({ failedEmails: 1001 });
    expect(text).toContain("More than 1,000 emails failed");
    expect(text).not.toMatch(/quota/i);
    expect(targetsOf(html)).toEqual([notifications, `${portal}/overview`, `${portal}/overview/emails`]);
  });
});

describe("the table", () => {
  const rowsOf = (html: string) => html.split('<tbody class="text-row"').slice(1);
  const widthsOf = (row = "") =>
    [...row.matchAll(/<td width="(\d+)%" class="(e-\w+)"/g)].map(([, width, look]) => [width, look]);
  const textsOf = (matches: string[] | null | undefined) => matches?.map((cell) => cell.replace(/<[^>]*>/, ""));

  test("has a head, a bar of cells as wide as the share, and figures to the right", async () => {
    const below = [
      line({ name: "Over", usedBytes: 1131.25 * GB }),
      line({ name: "Half", usedBytes: 500 * GB }),
      line({ name: "Nothing", usedBytes: 0 }),
      line({ name: "Unlimited", quotaBytes: null }),
    ];
    const { html, text } = await reportOf({ below, total: 4 });
    const [over, half, nothing, unlimited] = rowsOf(html);
    expect(textsOf(html.match(/<th scope="col"[^>]*>[^<]+/g))).toEqual(["Name", "Used", "Quota"]);
    expect(widthsOf(over)).toEqual([["100", "e-over"]]);
    expect(widthsOf(half)).toEqual([
      ["50", "e-fill"],
      ["50", "e-track"],
    ]);
    expect(widthsOf(nothing)).toEqual([["100", "e-track"]]);
    expect(widthsOf(unlimited)).toEqual([]);
    expect(textsOf(half?.match(/<td[^>]*text-align:right[^>]*>[^<]+/g))).toEqual(["500 GB", "1,000 GB", "50%"]);
    expect(html).not.toMatch(/display:\s*(inline-)?(flex|grid)/);
    // In words, not by the color alone, and only of the one that it is true of.
    expect(over).toContain("131.25 GB over quota");
    for (const row of [half, nothing, unlimited]) expect(row).not.toContain("over quota");
    expect(text).toContain("\nOver\n1,131.25 GB of 1,000 GB (113%)\n131.25 GB over quota\nMeasured");
  });

  test("of units shows their part of what their customer uses", async () => {
    const { html } = await reportOf({
      kind: "customer",
      own: line({ usedBytes: 800 * GB }),
      below: [line({ name: "Office", usedBytes: 200 * GB, quotaBytes: null })],
      total: 1,
    });
    expect(html).toMatch(/<th scope="col"[^>]*>Share</);
    expect(widthsOf(rowsOf(html)[0])).toEqual([
      ["25", "e-fill"],
      ["75", "e-track"],
    ]);
  });
});
