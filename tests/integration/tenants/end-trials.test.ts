import { asSystem } from "@/db";
import { tenants } from "@/db/tables";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { named } from "@/lib/fields/unique-name";
import { runDailyJobs } from "@/lib/jobs/daily";
import { endTrials } from "@/lib/tenants/end-trials";
import { makeTenant, makeUser, type TestTenant } from "../../support/factories";
import { auditTrail, outbox, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";
import { text } from "../../support/words";

useTestDatabase();

const DAY_MS = 86_400_000;

let partner: TestTenant;
beforeEach(async () => {
  partner = await makeTenant("partner", await makeTenant("root"));
});

/** A customer whose trial ends in some days. */
async function trialOf(days: number, name = "Fjord Logistics"): Promise<TestTenant> {
  const [row] = await asSystem("test", (tx) =>
    tx
      .insert(tenants)
      .values({ kind: "customer", mode: "trial", ...named(name), language: "en", parentId: partner.id })
      .returning({ id: tenants.id, path: tenants.path }),
  );
  if (!row) throw new Error("the customer was not stored");
  await endsIn(row.id, days);
  return { ...row, kind: "customer", name };
}

const endsIn = (id: number, days: number) =>
  setColumn("tenants", id, `trial_ends_at = now() + interval '1 day' * ${days}`);
const stateOf = async ({ id }: TestTenant) =>
  (await asSystem("test", (tx) => tx.select().from(tenants))).find((row) => row.id === id);

test("seven days before the end its administrators and those above get one notice, and no one else", async () => {
  const customer = await trialOf(6.9);
  const own = await makeUser({ tenant: customer });
  const above = await makeUser({ tenant: partner });
  await makeUser({ tenant: customer, role: "backup_user" });
  await makeUser({ tenant: customer, disabled: true });
  await makeUser({ tenant: partner, activated: false });
  await makeUser({ tenant: partner, role: "readonly_admin" });
  expect(await endTrials()).toEqual({ told: 1, ended: 0 });
  const emails = await outbox();
  expect(emails.map(({ template, toAddress }) => [template, toAddress]).sort()).toEqual(
    [above.email, own.email].map((email) => ["trial_ending", email]).sort(),
  );
  expect(emails[0]?.payload).toMatchObject({ customerId: customer.id, customerName: "Fjord Logistics" });
  expect(await endTrials()).toEqual({ told: 0, ended: 0 });
  expect(await outbox()).toHaveLength(2);
  expect(await auditTrail()).toEqual(["tenant.trial_notice by system"]);
});

test("the email can be sent", async () => {
  const customer = await trialOf(5);
  await makeUser({ tenant: customer, firstName: "Ida" });
  await endTrials();
  const sent: { subject: string; text: string; html: string }[] = [];
  const transport = {
    async send(message: (typeof sent)[number]) {
      sent.push(message);
      return { providerId: null };
    },
  };
  expect(await deliverDueEmails({ transport: transport as never })).toMatchObject({ sent: 1, failed: 0 });
  expect(sent[0]?.subject).toContain("Fjord Logistics");
  expect(sent[0]?.text).toContain(`/portal/${customer.id}/settings/general`);
  expect(sent[0]?.text).toContain(text("emails.greeting", { name: "Ida" }));
});

test("no one gets a notice earlier, and production and deleted customers never do", async () => {
  await trialOf(7.1);
  const deleted = await trialOf(2, "Deleted");
  await setColumn("tenants", deleted.id, "disabled_at = now(), deleted_at = now()");
  await makeTenant("customer", partner);
  expect(await endTrials()).toEqual({ told: 0, ended: 0 });
});

test("when the end has come it is production, by the installation itself", async () => {
  const customer = await trialOf(5);
  await endTrials();
  await endsIn(customer.id, -0.01);
  await runDailyJobs(new AbortController().signal);
  expect(await stateOf(customer)).toMatchObject({ mode: "production", trialEndsAt: null });
  expect(await auditTrail()).toEqual(["tenant.trial_notice by system", "tenant.start_production by system"]);
});

test("after a late notice, it goes on for three days from then", async () => {
  const customer = await trialOf(-20);
  expect(await endTrials()).toEqual({ told: 1, ended: 0 });
  const ends = (await stateOf(customer))?.trialEndsAt?.getTime() ?? 0;
  expect(Math.abs(ends - Date.now() - 3 * DAY_MS)).toBeLessThan(60_000);
});

test("more than fit into one step", async () => {
  for (let count = 0; count < 55; count++) await trialOf(3, `Customer ${count}`);
  expect(await endTrials()).toEqual({ told: 55, ended: 0 });
});
