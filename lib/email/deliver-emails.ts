import { and, eq, type SQL, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { emails } from "@/db/tables";
import { tokenLink } from "@/lib/auth/tokens";
import { env } from "@/lib/env";
import { mailableAddress } from "@/lib/fields/email-address";
import { log } from "@/lib/log";
import { appUrl } from "@/lib/url";
import { type ClaimedEmail, claimEmails } from "./claim-emails";
import { senderOf } from "./email-brand";
import { usageReportPath } from "./mailing-email";
import { type DeliveryError, formatDeliveryError } from "./model";
import { outboxPace, Pace } from "./pace";
import { type RenderEmailInput, renderEmail } from "./render-email";
import { deferralDelayMs, MAX_DEFERRALS, retryDelayMs } from "./retry-delay";
import { emailTransport } from "./transport";
import { type EmailMessage, type EmailTransport, isBusy, TransportError } from "./transports/contract";

/** How many go out side by side. Few, because mail services count connections and requests a second. */
const BATCH_SIZE = 4;
/** Less than a claim holds: an email that takes longer is tried again, never by two instances at the same time. */
const SEND_DEADLINE_MS = 100_000;

export type DeliveryResult = { sent: number; failed: number; retried: number; dropped: number };

type Outcome = keyof DeliveryResult;
type SendableEmail = Extract<ClaimedEmail, { problem: null }>;

type DeliverOptions = {
  /** The moment that counts as now, or what tells it; the database's clock when left out. */
  now?: Date | (() => Date);
  limit?: number;
  transport?: EmailTransport;
  /** How fast they go out; a transport that is given has one of its own. */
  pace?: Pace;
  /** Stops after the emails that are on their way. */
  signal?: AbortSignal;
};

/**
 * Sends the emails that are due, at least once each: claimed in a short transaction, sent outside of any, with the row's
 * id as idempotency key. What fails is tried again later, up to `retry-delay.ts`, and then marked with the reason. While the mail
 * service is busy, this takes as long as its limit makes it.
 */
export async function deliverDueEmails(options: DeliverOptions = {}): Promise<DeliveryResult> {
  const { limit = Number.POSITIVE_INFINITY, transport = emailTransport(), signal } = options;
  const pace = options.pace ?? (options.transport ? new Pace() : outboxPace());
  const result: DeliveryResult = { sent: 0, failed: 0, retried: 0, dropped: 0 };
  for (let taken = 0; taken < limit; ) {
    // Before the claim: the wait may be long, and someone in more of a hurry may come meanwhile.
    await pace.wait(signal);
    if (signal?.aborted) break;
    const now = nowOf(options.now);
    const batchSize = Math.min(pace.room(BATCH_SIZE), limit - taken);
    const batch = await asSystem("deliver emails", (tx) => claimEmails(tx, now, batchSize));
    if (batch.length === 0) {
      pace.rest();
      break;
    }
    taken += batch.length;
    // The whole batch finishes, whatever happens to one email: the database must not close under the others.
    const ends = await Promise.allSettled(batch.map((email) => deliverOne(email, transport, now, pace)));
    for (const end of ends) {
      if (end.status === "rejected") throw end.reason;
      result[end.value] += 1;
    }
  }
  return result;
}

function nowOf(now: DeliverOptions["now"]): SQL {
  if (!now) return sql`now()`;
  return sql`${(now instanceof Date ? now : now()).toISOString()}::timestamptz`;
}

async function deliverOne(email: ClaimedEmail, transport: EmailTransport, now: SQL, pace: Pace): Promise<Outcome> {
  if (email.problem === "unwanted") return drop(email);
  if (email.problem) return markUnsent(email, { failure: email.problem, detail: null }, true, now);
  let providerId: string | null;
  try {
    const content = await renderEmail({ ...inputFor(email), timeZone: email.timeZone, brand: email.brand });
    const message = {
      id: email.id,
      acceptedAs: email.acceptedAs,
      to: mailableAddress(email.toAddress),
      from: senderOf(env().EMAIL_FROM, email.brand),
      ...content,
    };
    ({ providerId } = await sendAtPace(message, transport, pace));
  } catch (error) {
    if (error instanceof TransportError) {
      if (isBusy(error) && email.deferrals < MAX_DEFERRALS) return defer(email, error, now);
      return markUnsent(email, error, error.permanent, now);
    }
    log.error({ err: error, emailId: email.id }, "an email could not be prepared");
    return markUnsent(email, { failure: "internal", detail: null }, false, now);
  }
  await update(email, { status: "sent", sentAt: now, providerId, lockedUntil: null, lastError: null });
  return "sent";
}

/** Sends, and tells the pace how the mail service took it; what never reached the service says nothing about it. */
async function sendAtPace(message: EmailMessage, transport: EmailTransport, pace: Pace) {
  const takenAt = pace.take();
  try {
    const sent = await withDeadline(transport.send(message));
    pace.answered(takenAt);
    return sent;
  } catch (error) {
    if (error instanceof TransportError) {
      if (isBusy(error)) pace.busy(takenAt, error.retryAfterMs);
      else if (error.failure === "busy" || error.failure === "refused") pace.answered(takenAt);
    }
    throw error;
  }
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
  if (content.template === "access_recovered") {
    const { template, ...recovered } = content;
    const actionUrl = appUrl(`/portal/${recovered.tenantId}/users/${recovered.userId}`);
    return { template, language, facts: { ...common, ...recovered, actionUrl } };
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

/** Puts an email off that the mail service was too busy for. The attempt doesn't count. */
async function defer(email: ClaimedEmail, error: DeliveryError, now: SQL): Promise<Outcome> {
  const delayMs = deferralDelayMs(email.deferrals);
  log.info({ emailId: email.id, deferrals: email.deferrals + 1, retryInMs: delayMs }, "the mail service is busy");
  await update(email, {
    status: "queued",
    lastError: formatDeliveryError(error),
    lockedUntil: null,
    nextAttemptAt: sql`${now} + make_interval(secs => ${delayMs / 1000})`,
    attempts: email.attempt - 1,
    deferrals: email.deferrals + 1,
  });
  return "retried";
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
  attempts?: number;
  deferrals?: number;
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
