import { sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { insertMany } from "@/db/insert-many";
import { emails } from "@/db/tables";
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
  return rows.map(({ id }) => id);
}
