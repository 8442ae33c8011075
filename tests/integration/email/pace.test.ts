import { eq, sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { emails } from "@/db/tables";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { Pace } from "@/lib/email/pace";
import { MAX_DEFERRALS } from "@/lib/email/retry-delay";
import { type EmailMessage, TransportError } from "@/lib/email/transports/contract";
import { EMAIL_TEMPLATES, priorityOf, SECURITY_TEMPLATES } from "@/lib/outbox/model";
import { mailLimit, testClock } from "../../support/limited-mail-service";
import { createInstallation, keepOneEmail, readEmail, recordingTransport } from "../../support/outbox";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const SWEEP_MS = 10_000;
const MINUTE_MS = 60_000;
const PER_MINUTE = 3;
/** A tenth of an import of 1,000, at a tenth of 30 a minute: it takes as long. */
const EMAILS = 100;

const busy = (detail = "450 4.7.1 too much mail", retryAfterMs: number | null = null) =>
  new TransportError("busy", { permanent: false, detail, retryAfterMs });

let userId: number;
let emailId: string;

beforeEach(async () => {
  userId = (await createInstallation()).customerAdminId;
  emailId = await keepOneEmail(userId);
});

async function copyEmail(count: number, priority = 1): Promise<void> {
  await asSystem("test", (tx) =>
    tx.execute(sql`insert into emails (user_id, tenant_id, tenant_path, template, to_address, language, payload, priority)
      select user_id, tenant_id, tenant_path, template, to_address, language, payload, ${priority}::int
      from emails, generate_series(1, ${count}::int) where id = ${emailId}`),
  );
}

/** A service that takes a few emails a minute, and the outbox sweep, both on a clock of their own. */
function slowService() {
  const clock = testClock();
  const takes = mailLimit("fixed window", PER_MINUTE);
  const sent: { message: EmailMessage; at: number }[] = [];
  const transport = {
    async send(message: EmailMessage) {
      clock.ms += 200;
      if (!takes(clock.ms)) throw busy();
      sent.push({ message, at: clock.ms });
      return { providerId: null };
    },
  };
  const pace = new Pace(clock);
  const sweep = async () => {
    await deliverDueEmails({ transport, pace, now: () => new Date(clock.ms) });
    clock.ms += SWEEP_MS;
  };
  return { clock, sent, sweep };
}

test("every email of an import arrives at the rate that the service allows, none of them fails", async () => {
  await copyEmail(EMAILS - 1);
  await asSystem("test", (tx) => tx.execute(sql`update tokens set expires_at = now() + interval '7 days'`));
  const { clock, sent, sweep } = slowService();
  const start = clock.ms;
  while (sent.length < EMAILS && clock.ms - start < 120 * MINUTE_MS) await sweep();
  expect(new Set(sent.map(({ message }) => message.id)).size).toBe(EMAILS);
  // 33 minutes at the service's own rate; finding it costs more or less, depending on where in its minute the clock starts.
  expect(((sent.at(-1)?.at ?? 0) - start) / MINUTE_MS).toBeLessThan(40);
  const states = await asSystem("test", (tx) =>
    tx.execute(sql`select status, attempts, count(*)::int as count from emails group by 1, 2`),
  );
  expect(rowsOf(states)).toEqual([{ status: "sent", attempts: 1, count: EMAILS }]);
});

test("someone who waits at a screen goes before the rest of an import, and mailings go last", async () => {
  await copyEmail(1, 2);
  await copyEmail(6, 1);
  const transport = recordingTransport();
  // One at a time, as while a pace holds them back.
  const sendNext = () => deliverDueEmails({ transport, limit: 1 });
  for (let sent = 0; sent < 4; sent += 1) await sendNext();
  await copyEmail(1, 0);
  for (let sent = 4; sent < 9; sent += 1) await sendNext();
  const rows = await asSystem("test", (tx) => tx.select({ id: emails.id, priority: emails.priority }).from(emails));
  const order = transport.messages.map((message) => rows.find(({ id }) => id === message.id)?.priority);
  expect(order).toEqual([1, 1, 1, 1, 0, 1, 1, 1, 2]);
});

test.each(EMAIL_TEMPLATES)("how urgent %s is", (template) => {
  const screen = ["password_reset", "email_change", "email_change_notice", "access_recovered", ...SECURITY_TEMPLATES];
  const everyone = ["usage_report", "daily_recap"];
  expect(priorityOf(template)).toBe(screen.includes(template) ? 0 : everyone.includes(template) ? 2 : 1);
});

test("a busy service takes no attempt, and the email says why it waits", async () => {
  const transport = recordingTransport();
  transport.failure = busy("421 4.7.0 try later");
  await deliverDueEmails({ transport });
  expect(await readEmail(emailId)).toMatchObject({
    status: "queued",
    attempts: 0,
    deferrals: 1,
    lastError: "busy: 421 4.7.0 try later",
    lockedUntil: null,
  });
});

test("a service that has been busy for about a day uses up attempts after all", async () => {
  await asSystem("test", (tx) => tx.update(emails).set({ deferrals: MAX_DEFERRALS }).where(eq(emails.id, emailId)));
  const transport = recordingTransport();
  transport.failure = busy();
  await deliverDueEmails({ transport });
  expect(await readEmail(emailId)).toMatchObject({ status: "queued", attempts: 1 });
});

test("a full mailbox holds back no one else, and is tried again like any other failure", async () => {
  await copyEmail(20);
  const clock = testClock();
  const transport = recordingTransport();
  const send = transport.send;
  transport.send = async (message) => {
    if (message.id !== emailId) return send(message);
    throw new TransportError("busy", { permanent: false, detail: "452 4.2.2 mailbox full", onlyRecipient: true });
  };
  const start = clock.ms;
  await deliverDueEmails({ transport, pace: new Pace(clock) });
  expect(transport.messages).toHaveLength(20);
  expect(clock.ms).toBe(start);
  expect(await readEmail(emailId)).toMatchObject({ status: "queued", attempts: 1, deferrals: 0 });
});
