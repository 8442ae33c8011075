import { sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { emails, mailings } from "@/db/tables";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { purgeMailings } from "@/lib/email/purge-mailings";
import { runMailings } from "@/lib/jobs/mailings";
import { startJobs, stopJobs } from "@/lib/jobs/runner";
import { DAILY_RECAP } from "@/lib/mailings/daily-recap";
import { type Mailing, sendMailing } from "@/lib/mailings/send-mailing";
import { USAGE_REPORT } from "@/lib/mailings/usage-report";
import { overviewOf } from "@/lib/overview/queries";
import { recordUsage } from "@/lib/quotas/record-usage";
import { actorFor, makeTenant, makeUser, type TestTenant, type TestUser, useTree } from "../../support/factories";
import { outbox, setColumn } from "../../support/inspect";
import { recordingTransport } from "../../support/outbox";
import { giveQuota } from "../../support/quotas";
import { useTestDatabase } from "../../support/test-database";
import { text } from "../../support/words";

useTestDatabase();

const GB = 1024 ** 3;
/** Behind everything that the migration counts as done. */
const FIRST = new Date("2041-03-01T11:00:00Z");
const at = (time: string) => new Date(`2041-${time}Z`);

const tree = useTree();

const measure = ({ id }: TestTenant, gigabytes: number) => recordUsage([{ tenantId: id, bytes: gigabytes * GB }]);
const send = (mailing: Mailing, now = FIRST, more = {}) => sendMailing(mailing, { now, ...more });

/** What has been written of a mailing: the recipients, and what it says. */
async function written(mailing: Mailing) {
  const rows = (await outbox()).filter(({ template }) => template === mailing.template);
  return new Map(rows.map(({ toAddress, payload }) => [toAddress, payload]));
}
const addresses = async (mailing: Mailing) => [...(await written(mailing)).keys()].sort();
const addressesOf = (...people: TestUser[]) => people.map(({ email }) => email).sort();

const forget = () =>
  asSystem("test", (tx) => tx.delete(emails).where(sql`template not in ('usage_report', 'daily_recap')`));

const failed = ({ id, tenant, email }: TestUser, template = "activation", toAddress = email) =>
  asSystem("test", (tx) =>
    tx.insert(emails).values({
      userId: id,
      tenantId: tenant.id,
      tenantPath: tenant.path,
      template,
      toAddress,
      language: "en",
      status: "failed",
      lastError: "refused: 550 no such mailbox",
    }),
  );

test("installing and upgrading count the present period as done", async () => {
  // The first test of a file sees what the migrations left.
  const rows = await asSystem("test", (tx) => tx.select().from(mailings));
  expect(rows.map(({ template, finishedAt }) => [template, finishedAt !== null]).sort()).toEqual([
    ["daily_recap", true],
    ["usage_report", true],
  ]);
});

describe.each([
  ["the usage report", USAGE_REPORT, "reports"],
  ["the daily recap", DAILY_RECAP, "daily_recap"],
] as const)("%s", (_name, mailing, notification) => {
  /** Everything that there is something to say about. */
  async function furnish() {
    await giveQuota(tree.partnerA, 1 * GB);
    for (const customer of [tree.customerA1, tree.customerA2]) await giveQuota(customer, 1 * GB);
    for (const tenant of [tree.customerA1, tree.customerA2, tree.unitA1a]) await measure(tenant, 2);
    await forget();
  }

  test("goes to those on the Management Portal who have it switched on and can sign in", async () => {
    await furnish();
    const partner = await makeUser({ tenant: tree.partnerA });
    const reader = await makeUser({ tenant: tree.partnerA, role: "readonly_admin" });
    const customer = await makeUser({ tenant: tree.customerA1 });
    const quiet = await makeUser({ tenant: tree.customerA1 });
    await setColumn("users", quiet.id, `notifications = array_remove(notifications, '${notification}')`);
    await makeUser({ tenant: tree.customerA1, role: "backup_user" });
    await makeUser({ tenant: tree.customerA1, role: "protection_admin" });
    await makeUser({ tenant: tree.customerA1, activated: false });
    await makeUser({ tenant: tree.customerA1, disabled: true });
    const gone = await makeUser({ tenant: tree.customerA1, disabled: true });
    await setColumn("users", gone.id, "deleted_at = now()");
    await makeUser({ tenant: tree.customerA2 });
    await setColumn("tenants", tree.customerA2.id, "disabled_at = now()");
    // Nothing is used or has failed there.
    await makeUser({ tenant: tree.customerB1 });
    await send(mailing);
    expect(await addresses(mailing)).toEqual(addressesOf(partner, reader, customer));
  });

  test("goes to no one below a company that is disabled or deleted", async () => {
    await furnish();
    await makeUser({ tenant: tree.customerA1 });
    await setColumn("tenants", tree.partnerA.id, "disabled_at = now()");
    await send(mailing);
    expect(await written(mailing)).toEqual(new Map());
  });

  test("goes out once a period, however often it is time for it, and again in the next", async () => {
    await furnish();
    const people = addressesOf(await makeUser({ tenant: tree.customerA1 }), await makeUser({ tenant: tree.partnerA }));
    expect(await send(mailing, at("03-01T10:00:00"))).toBe(2);
    expect(await send(mailing, at("03-01T10:00:01"))).toBe(0);
    expect(await send(mailing, at("03-01T23:59:59"))).toBe(0);
    expect(await addresses(mailing)).toEqual(people);
    expect(await send(mailing, at("04-01T10:00:00"))).toBe(2);
    // Another instance's clock that is behind.
    expect(await send(mailing, at("03-01T12:00:00"))).toBe(0);
  });

  test("goes on from where it was stopped", async () => {
    await furnish();
    const people = [];
    for (const tenant of [tree.customerA1, tree.partnerA, tree.customerA2]) people.push(await makeUser({ tenant }));
    const stop = new AbortController();
    const once: Mailing = {
      ...mailing,
      emailAbout: async (...given) => {
        if (mailing === USAGE_REPORT || given[1] !== tree.partnerA.id) stop.abort();
        return mailing.emailAbout(...given);
      },
    };
    const first = await send(once, FIRST, { signal: stop.signal, tenantsAtOnce: 1 });
    expect(first).toBeLessThan(3);
    expect(first + (await send(mailing, FIRST, { tenantsAtOnce: 1 }))).toBe(3);
    expect(await addresses(mailing)).toEqual(addressesOf(...people));
  });

  test("does not wait for a company whose figures cannot be read", async () => {
    await furnish();
    await makeUser({ tenant: tree.partnerA });
    const customer = await makeUser({ tenant: tree.customerA1 });
    const failing: Mailing = {
      ...mailing,
      emailAbout: async (reader, tenantId) => {
        if (tenantId === tree.partnerA.id) throw new Error("on purpose");
        return mailing.emailAbout(reader, tenantId);
      },
    };
    expect(await send(failing)).toBe(1);
    expect(await addresses(mailing)).toEqual(addressesOf(customer));
  });

  test("is no longer sent to users it would no longer be written to", async () => {
    await furnish();
    const [kept, switchedOff, moved, demoted, disabled] = await Promise.all(
      [1, 2, 3, 4, 5].map(() => makeUser({ tenant: tree.customerA1 })),
    );
    if (!kept || !switchedOff || !moved || !demoted || !disabled) throw new Error("nobody");
    await send(mailing);
    await setColumn("users", switchedOff.id, `notifications = array_remove(notifications, '${notification}')`);
    await setColumn("users", moved.id, "email = 'new@example.com'");
    await asSystem("test", (tx) =>
      tx.execute(sql`update user_roles set service = 'backup', role = 'backup_user' where user_id = ${demoted.id}`),
    );
    await setColumn("users", disabled.id, "disabled_at = now()");
    const transport = recordingTransport();
    expect(await deliverDueEmails({ transport })).toMatchObject({ sent: 1, failed: 0, dropped: 4 });
    expect(transport.messages.map(({ to }) => to)).toEqual([kept.email]);
    // It isn't a failure that anyone would have to look at.
    expect(await addresses(mailing)).toEqual([kept.email]);
  });

  test("is gone after a month, unlike emails to one user", async () => {
    await furnish();
    const reader = await makeUser({ tenant: tree.customerA1 });
    await send(mailing);
    await failed(reader);
    await asSystem("test", (tx) => tx.execute(sql`update emails set created_at = now() - interval '31 days'`));
    const late = await makeUser({ tenant: tree.customerA1 });
    await failed(late, mailing.template);
    expect(await purgeMailings()).toBe(1);
    expect((await outbox()).map(({ template }) => template).sort()).toEqual(["activation", mailing.template].sort());
  });

  test("is rendered in each user's language, and sent after what someone waits for", async () => {
    await furnish();
    const partner = await makeUser({ tenant: tree.partnerA });
    await setColumn("users", partner.id, "language = 'de'");
    await send(mailing);
    await failed(partner);
    await asSystem("test", (tx) =>
      tx.update(emails).set({ template: "password_changed", status: "queued", payload: NOTICE }).where(sql`not bulk`),
    );
    const transport = recordingTransport();
    expect(await deliverDueEmails({ transport, limit: 1 })).toMatchObject({ sent: 1 });
    expect(transport.messages[0]?.subject).toContain("password");
    expect(await deliverDueEmails({ transport })).toMatchObject({ sent: 1, failed: 0 });
    const [, email] = transport.messages;
    expect(email?.subject).toBe(
      text(
        mailing === USAGE_REPORT ? "emails.usageReport.subject" : "emails.dailyRecap.subject",
        { tenant: "Partner A", productName: "Backstay" },
        "de",
      ),
    );
    expect(email?.text).toMatch(/Customer A1\n4.GB von 1.GB \(400.%\)\n/);
    expect(email?.text).toContain(`/portal/${tree.partnerA.id}/clients`);
  });
});

const NOTICE = { address: null, browser: null, system: null, by: null, link: false };

describe("the usage report says", () => {
  test("of a partner its own storage, that of its clients, the largest first, and how many there are", async () => {
    const person = await makeUser({ tenant: tree.partnerA });
    await giveQuota(tree.partnerA, 100 * GB);
    await giveQuota(tree.customerA2, 10 * GB, { overageBytes: 1 * GB });
    await measure(tree.customerA1, 1);
    await measure(tree.unitA1b, 2);
    await measure(tree.customerA2, 9);
    const gone = await makeTenant("customer", tree.partnerA, "Gone");
    await measure(gone, 50);
    await setColumn("tenants", gone.id, "disabled_at = now(), deleted_at = now()");
    await makeTenant("partner", tree.partnerA, "Partner below");
    await send(USAGE_REPORT);
    const measuredAt = expect.stringMatching(/^20/);
    const line = (name: string, used: number, quota: number | null, overage: number | null = null) => ({
      name,
      usedBytes: used * GB,
      quotaBytes: quota && quota * GB,
      overageBytes: overage && overage * GB,
      measuredAt,
    });
    expect((await written(USAGE_REPORT)).get(person.email)).toEqual({
      tenantId: tree.partnerA.id,
      kind: "partner",
      // Of a deleted one what is used counts until it is purged, as everywhere.
      own: line("Partner A", 62, 100),
      below: [
        line("Customer A2", 9, 10, 1),
        line("Customer A1", 3, null),
        { ...line("Partner below", 0, null), measuredAt: null },
      ],
      total: 3,
    });
  });

  test("of a customer its own storage and that of its units, of a unit its own", async () => {
    const customer = await makeUser({ tenant: tree.customerA1 });
    const unit = await makeUser({ tenant: tree.unitA1c });
    await giveQuota(tree.customerA1, 10 * GB);
    await measure(tree.unitA1b, 2);
    await measure(tree.unitA1c, 3);
    await send(USAGE_REPORT);
    const reports = await written(USAGE_REPORT);
    expect(reports.get(customer.email)).toMatchObject({
      kind: "customer",
      own: { usedBytes: 5 * GB, quotaBytes: 10 * GB },
      below: [
        { name: "Unit A1c", usedBytes: 3 * GB },
        { name: "Unit A1a", usedBytes: 2 * GB },
      ],
      total: 2,
    });
    expect(reports.get(unit.email)).toMatchObject({ kind: "unit", own: { usedBytes: 3 * GB }, below: [], total: 0 });
  });

  test("no more than 50 of those below, and how many there are in all", async () => {
    const person = await makeUser({ tenant: tree.partnerB });
    for (let count = 0; count < 53; count++) await makeTenant("customer", tree.partnerB, `Customer ${count}`);
    await measure(tree.customerB1, 1);
    await send(USAGE_REPORT);
    const report = (await written(USAGE_REPORT)).get(person.email) as { below: { name: string }[]; total: number };
    expect(report.below).toHaveLength(50);
    expect(report.below[0]?.name).toBe("Customer B1");
    expect(report.total).toBe(54);
  });

  test("those above a self-managed customer what it uses, and nothing of its units", async () => {
    const person = await makeUser({ tenant: tree.partnerA });
    const own = await makeUser({ tenant: tree.customerA1 });
    await measure(tree.unitA1a, 2);
    await setColumn("tenants", tree.customerA1.id, "self_managed = true");
    await send(USAGE_REPORT);
    const reports = await written(USAGE_REPORT);
    expect(reports.get(person.email)).toMatchObject({
      below: [{ name: "Customer A1", usedBytes: 2 * GB }, { name: "Customer A2" }],
    });
    expect(JSON.stringify(reports.get(person.email))).not.toContain("Unit");
    expect(reports.get(own.email)).toMatchObject({ below: [{ name: "Unit A1a" }, { name: "Unit A1c" }] });
  });

  test("nothing after the first days of a month, or where nothing was measured", async () => {
    await makeUser({ tenant: tree.partnerA });
    expect(await send(USAGE_REPORT)).toBe(0);
    await measure(tree.customerA1, 1);
    expect(await send(USAGE_REPORT, at("05-06T00:00:00"))).toBe(0);
    expect(await send(USAGE_REPORT, at("05-05T23:59:00"))).toBe(1);
  });
});

describe("a mailing is due by the provider's clocks", () => {
  const set = (timeZone: string) =>
    asSystem("test", (tx) => tx.execute(sql`update tenants set time_zone = ${timeZone} where kind = 'root'`));
  const begins = { "Europe/Berlin": "03-01T09:00:00", "Asia/Kolkata": "03-01T04:30:00", UTC: "03-01T10:00:00" };

  test.each(Object.entries(begins))("%s: the recap from 10:00 on", async (timeZone, time) => {
    await makeUser({ tenant: tree.customerA1 });
    await giveQuota(tree.customerA1, 1 * GB);
    await measure(tree.customerA1, 2);
    await set(timeZone);
    const moment = at(time);
    expect(await send(DAILY_RECAP, new Date(moment.getTime() - 1))).toBe(0);
    expect(await send(DAILY_RECAP, moment)).toBe(1);
  });

  test.each([
    // The day of winter time has 25 hours, that of summer time 23.
    ["Europe/Berlin", "2026-10-25T08:59:59Z", null],
    ["Europe/Berlin", "2026-10-25T09:00:00Z", "2026-10-25"],
    ["Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25"],
    ["Europe/Berlin", "2026-03-29T08:00:00Z", "2026-03-29"],
    ["Australia/Lord_Howe", "2026-10-03T23:00:00Z", "2026-10-04"],
    ["America/Sao_Paulo", "2018-11-04T11:59:59Z", null],
    ["America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04"],
  ])("%s at %s: the recap of %s", (timeZone, moment, period) => {
    expect(DAILY_RECAP.periodAt(new Date(moment), timeZone)).toBe(period);
  });

  test.each([
    ["Asia/Kolkata", "2026-11-30T18:29:59Z", null],
    ["Asia/Kolkata", "2026-11-30T18:30:00Z", "2026-12-01"],
    ["America/Sao_Paulo", "2026-12-06T02:59:59Z", "2026-12-01"],
    ["America/Sao_Paulo", "2026-12-06T03:00:00Z", null],
  ])("%s at %s: the report of %s", (timeZone, moment, period) => {
    expect(USAGE_REPORT.periodAt(new Date(moment), timeZone)).toBe(period);
  });
});

describe("the daily recap says", () => {
  test("what the overview counts, to each who gets it", async () => {
    const provider = await makeUser({ tenant: tree.provider });
    const partner = await makeUser({ tenant: tree.partnerA });
    const customer = await makeUser({ tenant: tree.customerA1 });
    const unit = await makeUser({ tenant: tree.unitA1a });
    await giveQuota(tree.partnerA, 100 * GB);
    await giveQuota(tree.customerA1, 10 * GB, { overageBytes: 1 * GB });
    await giveQuota(tree.customerA2, 10 * GB);
    await measure(tree.customerA1, 9);
    await measure(tree.customerA2, 91);
    await forget();
    await failed(unit);
    await send(DAILY_RECAP);
    const recaps = await written(DAILY_RECAP);
    for (const person of [provider, partner, customer, unit]) {
      const { quotas, emails: mails } = await overviewOf(actorFor(person), person.tenant.id);
      const { nearlyFull } = quotas;
      const { name, id: tenantId } = person.tenant;
      expect(recaps.get(person.email)).toMatchObject({ tenantId, name, nearlyFull, failedEmails: mails.failed });
    }
    expect(recaps.get(partner.email)).toMatchObject({
      own: { name: "Partner A", level: "reached", usedBytes: 100 * GB, quotaBytes: 100 * GB },
      below: [
        { name: "Customer A2", level: "exceeded" },
        { name: "Customer A1", level: "almost" },
      ],
      nearlyFull: 2,
      failedEmails: 1,
    });
    expect(recaps.get(customer.email)).toMatchObject({ own: { level: "almost" }, below: [], failedEmails: 1 });
    expect(recaps.get(provider.email)).toMatchObject({ own: null, below: [{ name: "Partner A", level: "reached" }] });
  });

  test("nothing where all is well, and nothing before ten o'clock", async () => {
    await makeUser({ tenant: tree.partnerA });
    await makeUser({ tenant: tree.customerA1 });
    await giveQuota(tree.customerA1, 10 * GB);
    await measure(tree.customerA1, 8);
    expect(await send(DAILY_RECAP)).toBe(0);
    await measure(tree.customerA1, 9.5);
    expect(await send(DAILY_RECAP, at("03-02T09:59:59"))).toBe(0);
    expect(await send(DAILY_RECAP, at("03-02T10:00:00"))).toBe(2);
  });

  test("nothing of a quota that is only held nearly full", async () => {
    await makeUser({ tenant: tree.customerA1 });
    await giveQuota(tree.customerA1, 100 * GB);
    await measure(tree.customerA1, 90);
    await measure(tree.customerA1, 89);
    expect(await asSystem("test", (tx) => tx.$count(sql`quotas where level = 1`))).toBe(1);
    expect(await send(DAILY_RECAP)).toBe(0);
  });

  test("those above a self-managed customer that its quota is full, and nothing of its emails", async () => {
    const partner = await makeUser({ tenant: tree.partnerA });
    const own = await makeUser({ tenant: tree.customerA1 });
    await giveQuota(tree.customerA1, 10 * GB);
    await measure(tree.customerA1, 10);
    await setColumn("tenants", tree.customerA1.id, "self_managed = true");
    await forget();
    await failed(await makeUser({ tenant: tree.unitA1a, activated: false }));
    await send(DAILY_RECAP);
    const recaps = await written(DAILY_RECAP);
    expect(recaps.get(partner.email)).toMatchObject({ nearlyFull: 1, failedEmails: 0 });
    expect(recaps.get(own.email)).toMatchObject({ own: { level: "reached" }, failedEmails: 1 });
  });

  test("nothing more to an address that has refused one, which would be the alert of the next", async () => {
    const refusing = await makeUser({ tenant: tree.partnerA });
    const other = await makeUser({ tenant: tree.partnerA });
    await failed(refusing, "daily_recap");
    await failed(other, "activation");
    await failed(other, "daily_recap", "before@example.com");
    await asSystem("test", (tx) => tx.execute(sql`update emails set created_at = created_at - interval '1 day'`));
    expect(await send(DAILY_RECAP)).toBe(1);
    const queued = (await outbox()).filter(({ status }) => status === "queued");
    expect(queued.map(({ toAddress }) => toAddress)).toEqual([other.email]);
  });
});

describe("the job", () => {
  const run = () => runMailings(new AbortController().signal, FIRST);

  test("writes both", async () => {
    const { email } = await makeUser({ tenant: tree.customerA1 });
    await giveQuota(tree.customerA1, 1 * GB);
    await measure(tree.customerA1, 2);
    await forget();
    await run();
    await run();
    const rows = await outbox();
    expect(rows.map(({ template, toAddress, bulk }) => [template, toAddress, bulk]).sort()).toEqual([
      ["daily_recap", email, true],
      ["usage_report", email, true],
    ]);
  });

  test("is part of those that run by themselves", async () => {
    const today = new Date();
    const due = [DAILY_RECAP, USAGE_REPORT]
      .filter((mailing) => mailing.periodAt(today, "UTC"))
      .map(({ template }) => template);
    const begun = async () => (await asSystem("test", (tx) => tx.select().from(mailings))).map((row) => row.template);
    await startJobs();
    for (let tries = 0; tries < 100 && (await begun()).length < due.length; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await stopJobs();
    expect((await begun()).sort()).toEqual(due.sort());
  });
});

test("its progress is in the database", async () => {
  await makeUser({ tenant: tree.customerA1 });
  await measure(tree.customerA1, 1);
  await send(USAGE_REPORT);
  const [row] = await asSystem("test", (tx) => tx.select().from(mailings).where(sql`template = 'usage_report'`));
  expect(row).toEqual({
    template: "usage_report",
    period: "2041-03-01",
    afterTenantId: tree.customerA1.id,
    finishedAt: expect.any(Date),
  });
});
