import { and, desc, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { emails } from "@/db/tables";
import { type DeliveryError, type EmailStatus, parseDeliveryError } from "./model";

/** The delivery state of an email, as administrators see it. */
export type EmailDelivery = {
  id: string;
  template: string;
  toAddress: string;
  status: EmailStatus;
  attempts: number;
  error: DeliveryError | null;
  createdAt: Date;
  nextAttemptAt: Date;
  /** Where the limit of its day is used up: when it goes out. */
  waitsUntil: Date | null;
  sentAt: Date | null;
};

/** Until when an email waits because its day is yet to come (lib/outbox/enqueue-email.ts); null for every other. */
export const waitsUntil = sql<Date | null>`case when ${emails.status} = 'queued' and ${emails.lastError} is null
  and ${emails.nextAttemptAt} > statement_timestamp() then ${emails.nextAttemptAt} end`.mapWith(emails.nextAttemptAt);

/** The last email written to a user, or null. Run it as the actor. */
export async function latestEmailOf(
  tx: Transaction,
  user: { id: number; tenantId: number },
): Promise<EmailDelivery | null> {
  const [row] = await tx
    .select({
      id: emails.id,
      template: emails.template,
      toAddress: emails.toAddress,
      status: emails.status,
      attempts: emails.attempts,
      lastError: emails.lastError,
      createdAt: emails.createdAt,
      nextAttemptAt: emails.nextAttemptAt,
      waitsUntil,
      sentAt: emails.sentAt,
    })
    .from(emails)
    .where(and(eq(emails.userId, user.id), eq(emails.tenantId, user.tenantId)))
    // A change of address writes two emails; the one with the link is the one that administrators ask about.
    .orderBy(desc(emails.createdAt), sql`${emails.template} = 'email_change_notice'`, desc(emails.id))
    .limit(1);
  if (!row) return null;
  const { lastError, ...delivery } = row;
  return { ...delivery, error: parseDeliveryError(lastError) };
}
