import { sql } from "drizzle-orm";
import { asSystem, rowsOf, type Transaction } from "@/db";
import { insertMany } from "@/db/insert-many";
import { activationDays, emails } from "@/db/tables";
import { env } from "@/lib/env";
import { MAILING_TEMPLATES, type OutgoingEmail, priorityOf } from "./model";
import { noteEnqueued } from "./note-enqueued";

/** The recipient of an email, as the outbox row keeps it. */
export type Recipient = { id: number; tenantId: number; tenantPath: string; email: string; language: string };

export type EmailToEnqueue = OutgoingEmail & { user: Recipient };

/**
 * Puts an email into the outbox, in the transaction that causes it: it goes out if and only if that commits, and right behind
 * the answer to a request that caused it (lib/jobs/deliver-after-answer.ts).
 * @returns the row's id, which is also the idempotency key of its delivery.
 */
export async function enqueueEmail(tx: Transaction, email: EmailToEnqueue): Promise<string> {
  const [id] = await enqueueEmails(tx, [email]);
  if (!id) throw new Error("the email was not stored");
  return id;
}

/** The same for several, in one statement. */
export async function enqueueEmails(tx: Transaction, batch: readonly EmailToEnqueue[]): Promise<string[]> {
  if (batch.length > 0) noteEnqueued();
  const rows = await insertMany<typeof emails, { id: string }>(
    tx,
    emails,
    batch.map(({ template, user, payload }) => ({
      template,
      userId: user.id,
      tenantId: user.tenantId,
      tenantPath: user.tenantPath,
      toAddress: user.email,
      language: user.language,
      priority: priorityOf(template),
      bulk: MAILING_TEMPLATES.some((mailing) => mailing === template),
      payload,
    })),
    sql`returning id`,
  );
  const ids = rows.map(({ id }) => id);
  if (batch.some(({ template }) => template === "activation")) await planActivations(tx, ids);
  return ids;
}

/**
 * Spreads activation emails that were just queued over days, so that no mailbox is flooded (docs/decisions/0039). Whatever puts
 * one into the queue calls this in the same transaction; others among them stay as they are.
 */
export async function planActivations(tx: Transaction, emailIds: readonly string[]): Promise<void> {
  const { ACTIVATION_EMAILS_PER_RECIPIENT, ACTIVATION_EMAILS_PER_COMPANY } = env();
  await tx.execute(sql`select plan_activation_emails(${`{${emailIds.join(",")}}`}::uuid[],
    ${ACTIVATION_EMAILS_PER_RECIPIENT}::integer, ${ACTIVATION_EMAILS_PER_COMPANY}::integer)`);
}

/** How many activation emails to these addresses would wait for another day if they were written now, as the actor. */
export async function activationsAfterToday(
  tx: Transaction,
  tenantId: number,
  addresses: readonly string[],
): Promise<number> {
  const { ACTIVATION_EMAILS_PER_RECIPIENT, ACTIVATION_EMAILS_PER_COMPANY } = env();
  const result = await tx.execute(sql`select activation_emails_after_today(${tenantId}::bigint,
    array(select jsonb_array_elements_text(${JSON.stringify(addresses)}::text::jsonb)),
    ${ACTIVATION_EMAILS_PER_RECIPIENT}::integer, ${ACTIVATION_EMAILS_PER_COMPANY}::integer) as later`);
  return rowsOf<{ later: number | null }>(result)[0]?.later ?? 0;
}

/** Housekeeping: days that are over. */
export async function deletePastActivationDays(): Promise<void> {
  await asSystem("activation days", (tx) =>
    tx.delete(activationDays).where(sql`${activationDays.day} < (now() at time zone 'UTC')::date`),
  );
}
