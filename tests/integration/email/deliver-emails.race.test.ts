import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { createInstallation, recordingTransport } from "../../support/outbox";
import { describeRaces, useTestDatabase } from "../../support/test-database";

const EMAILS = 40;

// The embedded database has one connection: only Postgres can show two deliverers at the same row.
describeRaces("two instances at once", () => {
  useTestDatabase();

  test("send every email once", async () => {
    const { customerAdminId } = await createInstallation();
    await asSystem("test", async (tx) => {
      await tx.execute(sql`delete from emails where user_id <> ${customerAdminId}`);
      await tx.execute(sql`insert into emails (user_id, tenant_id, tenant_path, template, to_address, language, payload)
        select user_id, tenant_id, tenant_path, template, to_address, language, payload
        from emails, generate_series(2, ${EMAILS})`);
    });
    const transports = Array.from({ length: 4 }, () => recordingTransport({ delayMs: 5 }));
    const results = await Promise.all(transports.map((transport) => deliverDueEmails({ transport })));

    const ids = transports.flatMap((transport) => transport.messages.map((message) => message.id));
    expect(ids).toHaveLength(EMAILS);
    expect(new Set(ids).size).toBe(EMAILS);
    expect(results.reduce((sum, result) => sum + result.sent, 0)).toBe(EMAILS);
    expect(results.filter((result) => result.sent > 0).length).toBeGreaterThan(1);
    const states = await asSystem("test", (tx) =>
      tx.execute(sql`select status, attempts, count(*)::int as count from emails group by 1, 2`),
    );
    expect(rowsOf(states)).toEqual([{ status: "sent", attempts: 1, count: EMAILS }]);
  });
});
