import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { DAILY_RECAP } from "@/lib/mailings/daily-recap";
import { type Mailing, sendMailing } from "@/lib/mailings/send-mailing";
import { USAGE_REPORT } from "@/lib/mailings/usage-report";
import { recordUsage } from "@/lib/quotas/record-usage";
import { makeTenant, makeUser } from "../../support/factories";
import { giveQuota } from "../../support/quotas";
import { describeRaces, useTestDatabase } from "../../support/test-database";

const CUSTOMERS = 30;
const INSTANCES = 4;

/** Lets no one write the first step before all have read it. */
function meetingPoint() {
  let meet = () => {};
  const everybody = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const arrived = new Set<object>();
  return (mailing: Mailing): Mailing => {
    const instance = {};
    return {
      ...mailing,
      emailAbout: async (reader, tenantId) => {
        arrived.add(instance);
        if (arrived.size === INSTANCES) meet();
        await everybody;
        return mailing.emailAbout(reader, tenantId);
      },
    };
  };
}

// The embedded database has one connection: only Postgres can show two instances at the same step.
describeRaces("several instances at once", () => {
  useTestDatabase();

  test.each([
    ["usage report", USAGE_REPORT],
    ["daily recap", DAILY_RECAP],
  ] as const)("write the %s once to everybody", async (_name, mailing) => {
    const partner = await makeTenant("partner", await makeTenant("root"));
    for (let count = 0; count < CUSTOMERS; count++) {
      const tenant = await makeTenant("customer", partner, `Customer ${count}`);
      await makeUser({ tenant });
      await makeUser({ tenant, role: "readonly_admin" });
      await giveQuota(tenant, 1000);
      await recordUsage([{ tenantId: tenant.id, bytes: 950 }]);
    }
    const together = meetingPoint();
    const now = new Date("2041-03-01T11:00:00Z");
    const counts = await Promise.all(
      Array.from({ length: INSTANCES }, () => sendMailing(together(mailing), { now, tenantsAtOnce: 4 })),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(CUSTOMERS * 2);
    const emails = await asSystem("test", (tx) =>
      tx.execute(sql`select count(*)::int as emails, count(distinct user_id)::int as people from emails
        where template = ${mailing.template}`),
    );
    expect(rowsOf(emails)).toEqual([{ emails: CUSTOMERS * 2, people: CUSTOMERS * 2 }]);
  });
});
