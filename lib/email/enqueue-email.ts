import type { Transaction } from "@/db";
import { emails } from "@/db/tables";
import type { OutgoingEmail } from "./schema";

/** To whom an email goes, as the outbox row keeps it. */
export type Recipient = { id: number; tenantId: number; tenantPath: string; email: string; language: string };

/**
 * Puts an email into the outbox, in the transaction that causes it: it goes out if and only if that commits.
 * @returns the row's id, which is also the idempotency key of its delivery.
 */
export async function enqueueEmail(
  tx: Transaction,
  { template, user, payload }: OutgoingEmail & { user: Recipient },
): Promise<string> {
  const [row] = await tx
    .insert(emails)
    .values({
      template,
      userId: user.id,
      tenantId: user.tenantId,
      tenantPath: user.tenantPath,
      toAddress: user.email,
      language: user.language,
      payload,
    })
    .returning({ id: emails.id });
  if (!row) throw new Error("the email was not stored");
  return row.id;
}
