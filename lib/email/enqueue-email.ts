import type { Transaction } from "@/db";
import { emails } from "@/db/tables";
import type { EmailPayload, EmailTemplate } from "./schema";

/** The email to put in the outbox. The language and address are kept as they are now. */
export type NewEmail = {
  template: EmailTemplate;
  user: { id: number; tenantId: number; tenantPath: string; email: string; language: string };
  payload: EmailPayload;
};

/**
 * Puts an email in the outbox, in the transaction of what causes it: no commit, no email. After the commit call
 * `kickDelivery()`, or leave it to the sweep. @returns the email's id
 */
export async function enqueueEmail(tx: Transaction, { template, user, payload }: NewEmail): Promise<string> {
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
  if (!row) throw new Error("The outbox row was not written");
  return row.id;
}
