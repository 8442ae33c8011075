import { and, eq, type SQL, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { emails } from "@/db/tables";
import { tokenLink } from "@/lib/auth/tokens";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { appUrl } from "@/lib/url";
import { type ClaimedEmail, claimEmails } from "./claim-emails";
import { senderOf } from "./email-brand";
import { usageReportPath } from "./mailing-email";
import { type DeliveryError, formatDeliveryError } from "./model";
import { type RenderEmailInput, renderEmail } from "./render-email";
import { retryDelayMs } from "./retry-delay";
import { emailTransport } from "./transport";
import { type EmailTransport, TransportError } from "./transports/contract";

/** How many go out side by side. Few, because mail services count connections and requests a second. */
const BATCH_SIZE = 4;
/** Less than a claim holds: an email that takes longer is tried again, never by two instances at the same time. */
const SEND_DEADLINE_MS = 100_000;
const DEFAULT_LIMIT = 200;

export type DeliveryResult = { sent: number; failed: number; retried: number; dropped: number };

type Outcome = keyof DeliveryResult;
type SendableEmail = Extract<ClaimedEmail, { problem: null }>;

type DeliverOptions = {
  /** The moment that counts as now; the database's clock when left out. */
  now?: Date;
  limit?: number;
  transport?: EmailTransport;
  /** Stops after the emails that are on their way. */
  signal?: AbortSignal;
};

/**
 * Sends the emails that are due, at least once each: claimed in a short transaction, sent outside of any, with the row's
 * id as idempotency key. What fails is tried again later, up to `retry-delay.ts`, and then marked with the reason.
 */
export async function deliverDueEmails(options: DeliverOptions = {}): Promise<DeliveryResult> {
  const { limit = DEFAULT_LIMIT, transport = emailTransport(), signal } = options;
  const now = options.now ? sql`${options.now.toISOString()}::timestamptz` : sql`now()`;
  const result: DeliveryResult = { sent: 0, failed: 0, retried: 0, dropped: 0 };
  for (let taken = 0; taken < limit && !signal?.aborted; ) {
    const batchSize = Math.min(BATCH_SIZE, limit - taken);
    const batch = await asSystem("deliver emails", (tx) => claimEmails(tx, now, batchSize));
    if (batch.length === 0) break;
    taken += batch.length;
    // The whole batch finishes, whatever happens to one email: the database must not close under the others.
    const ends = await Promise.allSettled(batch.map((email) => deliverOne(email, transport, now)));
    for (const end of ends) {
      if (end.status === "rejected") throw end.reason;
      result[end.value] += 1;
    }
  }
  return result;
}

async function deliverOne(email: ClaimedEmail, transport: EmailTransport, now: SQL): Promise<Outcome> {
  if (email.problem === "unwanted") return drop(email);
  if (email.problem) return markUnsent(email, { failure: email.problem, detail: null }, true, now);
  let providerId: string | null;
  try {
    const content = await renderEmail({ ...inputFor(email), brand: email.brand });
    const message = { id: email.id, to: email.toAddress, from: senderOf(env().EMAIL_FROM, email.brand), ...content };
    ({ providerId } = await withDeadline(transport.send(message)));
  } catch (error) {
    if (error instanceof TransportError) return markUnsent(email, error, error.permanent, now);
    log.error({ err: error, emailId: email.id }, "an email could not be prepared");
    return markUnsent(email, { failure: "internal", detail: null }, false, now);
  }
  await update(email, { status: "sent", sentAt: now, providerId, lockedUntil: null, lastError: null });
  return "sent";
}

/** What an email says, with its link derived now. */
function inputFor({ content, language, name, login, tenantName, contactName }: SendableEmail): RenderEmailInput {
  const common = { name, login, tenantName, contactName, loginPageUrl: appUrl("/login") };
  if (content.template === "email_change_notice") {
    const { template, ...notice } = content;
    return { template, language, facts: { ...common, ...notice, actionUrl: appUrl("/account") } };
  }
  if ("notice" in content) {
    const { template, notice } = content;
    const actionUrl = appUrl(`/portal/${notice.tenantId}/settings/quota`);
    return { template, language, facts: { ...common, actionUrl, notice } };
  }
  if (content.template === "trial_ending") {
    const { template, ...trial } = content;
    const actionUrl = appUrl(`/portal/${trial.customerId}/settings/general`);
    return { template, language, facts: { ...common, ...trial, actionUrl } };
  }
  if (content.template === "usage_report") {
    const { template, ...report } = content;
    return { template, language, facts: { ...common, ...report, actionUrl: appUrl(usageReportPath(report.report)) } };
  }
  if (content.template === "daily_recap") {
    const { template, ...recap } = content;
    const actionUrl = appUrl(`/portal/${recap.recap.tenantId}/overview`);
    return { template, language, facts: { ...common, ...recap, actionUrl } };
  }
  if ("happenedAt" in content) {
    const { template, ...notice } = content;
    const actionUrl = appUrl(template === "two_factor_reset" ? "/account/security" : "/forgot-password");
    return { template, language, facts: { ...common, ...notice, actionUrl } };
  }
  const { template, tokenId, ...link } = content;
  return { template, language, facts: { ...common, ...link, actionUrl: tokenLink(template, tokenId) } };
}

/** Removes from the outbox what its reader has turned off or is no longer allowed to know. */
async function drop({ id, attempt }: ClaimedEmail): Promise<Outcome> {
  await asSystem("deliver emails", (tx) =>
    tx.delete(emails).where(and(eq(emails.id, id), eq(emails.status, "sending"), eq(emails.attempts, attempt))),
  );
  return "dropped";
}

async function markUnsent(email: ClaimedEmail, error: DeliveryError, permanent: boolean, now: SQL): Promise<Outcome> {
  const delayMs = permanent ? null : retryDelayMs(email.attempt);
  const { failure } = error;
  log.warn({ emailId: email.id, attempt: email.attempt, failure, retryInMs: delayMs }, "an email was not sent");
  const lastError = formatDeliveryError(error);
  if (delayMs === null) {
    await update(email, { status: "failed", lastError, lockedUntil: null });
    return "failed";
  }
  const nextAttemptAt = sql`${now} + make_interval(secs => ${delayMs / 1000})`;
  await update(email, { status: "queued", lastError, lockedUntil: null, nextAttemptAt });
  return "retried";
}

type Changes = {
  status: "sent" | "failed" | "queued";
  lastError: string | null;
  lockedUntil: null;
  sentAt?: SQL;
  providerId?: string | null;
  nextAttemptAt?: SQL;
};

/** Writes the result of an attempt, unless the claim lapsed and another instance has started one. */
async function update(email: ClaimedEmail, changes: Changes): Promise<void> {
  await asSystem("deliver emails", (tx) =>
    tx
      .update(emails)
      .set(changes)
      .where(and(eq(emails.id, email.id), eq(emails.status, "sending"), eq(emails.attempts, email.attempt))),
  );
}

async function withDeadline<T>(sending: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TransportError("unreachable", { permanent: false })), SEND_DEADLINE_MS);
  });
  try {
    return await Promise.race([sending, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
