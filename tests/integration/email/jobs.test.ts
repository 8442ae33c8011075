import { sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { emails, rateLimits } from "@/db/tables";
import { resetEnv } from "@/lib/env";
import { kickDelivery, startJobs, stopJobs, tidyUp } from "@/lib/jobs/runner";
import { createInstallation, keepOneEmail, readEmail } from "../../support/outbox";
import { type SmtpStandIn, startSmtp } from "../../support/smtp-stand-in";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

let server: SmtpStandIn;
let emailId: string;

beforeEach(async () => {
  server = await startSmtp({ acceptAfterMs: 300 });
  Object.assign(process.env, { EMAIL_TRANSPORT: "smtp", SMTP_URL: server.url, EMAIL_FROM: "a@example.com" });
  resetEnv();
  emailId = await keepOneEmail((await createInstallation()).customerAdminId);
});

afterEach(async () => {
  await stopJobs();
  for (const name of ["EMAIL_TRANSPORT", "SMTP_URL", "EMAIL_FROM"]) delete process.env[name];
  resetEnv();
  await server.close();
});

const states = () => asSystem("test", (tx) => tx.select({ status: emails.status }).from(emails));

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise((resolve) => setTimeout(resolve, 20));
}

test("what waited for the server to start goes out immediately", async () => {
  await startJobs();
  await until(async () => (await readEmail(emailId)).status === "sent");
  expect(server.received).toHaveLength(1);
});

test("stopping waits for the email that is on its way", async () => {
  await startJobs();
  await until(async () => (await readEmail(emailId)).status === "sending");
  await stopJobs();
  expect(await readEmail(emailId)).toMatchObject({ status: "sent", attempts: 1 });
  expect(server.received).toHaveLength(1);
});

test("after stopping nothing new begins", async () => {
  await startJobs();
  await stopJobs();
  await asSystem("test", (tx) => tx.update(emails).set({ status: "queued" }));
  const already = server.received.length;
  await kickDelivery();
  expect(server.received).toHaveLength(already);
  expect(await states()).toEqual([{ status: "queued" }]);
});

test("an email written while others go out goes out with them", async () => {
  await startJobs();
  await until(async () => (await readEmail(emailId)).status === "sending");
  await asSystem("test", async (tx) => {
    const { id: _id, ...row } = (await tx.select().from(emails))[0] ?? {};
    await tx
      .insert(emails)
      .values({ ...(row as typeof emails.$inferInsert), status: "queued", attempts: 0, lockedUntil: null });
  });
  await kickDelivery();
  expect(await states()).toEqual([{ status: "sent" }, { status: "sent" }]);
});

test("housekeeping is part of the jobs, and stops with them", async () => {
  const over = { key: "over", points: 1, expire: sql`now() - interval '2 hours'` };
  const count = () => asSystem("test", (tx) => tx.$count(rateLimits));
  await startJobs();
  await asSystem("test", (tx) => tx.insert(rateLimits).values(over));
  await tidyUp();
  expect(await count()).toBe(0);
  await asSystem("test", (tx) => tx.insert(rateLimits).values(over));
  await stopJobs();
  await tidyUp();
  expect(await count()).toBe(1);
});
