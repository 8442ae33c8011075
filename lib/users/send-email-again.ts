import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { asActor } from "@/db";
import { emails } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { type DeliveryFailure, parseDeliveryError } from "@/lib/email/model";
import { waitsUntil } from "@/lib/email/queries";
import { AppError, type ErrorCode } from "@/lib/errors";
import { planActivations } from "@/lib/outbox/enqueue-email";
import { noteEnqueued } from "@/lib/outbox/note-enqueued";
import { countMailTo } from "@/lib/users/count-mail";

/** A dead link stays dead: then a new activation or reset email is what helps. Who objected to an email gets no other. */
const IN_VAIN: Partial<Record<DeliveryFailure, ErrorCode>> = {
  link_used: "LINK_USED",
  link_replaced: "LINK_REPLACED",
  link_expired: "LINK_EXPIRED",
  link_misaddressed: "LINK_REPLACED",
  complained: "EMAIL_COMPLAINED",
};

/**
 * Puts an email that failed or is still waiting back at the head of the queue, with all its attempts before it.
 * @throws AppError FORBIDDEN, NOT_FOUND, TOO_MANY_EMAILS, EMAIL_COMPLAINED, or LINK_… when the email's link no longer works
 */
export async function sendEmailAgain(
  actor: Actor,
  { tenantId, userId, emailId }: { tenantId: number; userId: number; emailId: string },
): Promise<void> {
  assertCanChange(actor);
  if (!z.uuid().safeParse(emailId).success) throw new AppError("NOT_FOUND");
  await countMailTo(actor, "email.send_again", tenantId, userId);
  await asActor(actor, async (tx) => {
    const [email] = await tx
      .select({
        id: emails.id,
        tenantPath: emails.tenantPath,
        template: emails.template,
        toAddress: emails.toAddress,
        lastError: emails.lastError,
        waitsUntil,
      })
      .from(emails)
      .where(
        and(
          eq(emails.id, emailId),
          eq(emails.userId, userId),
          eq(emails.tenantId, tenantId),
          inArray(emails.status, ["queued", "failed"]),
        ),
      )
      .for("update");
    if (!email) throw new AppError("NOT_FOUND");
    assertCan(actor, "email.send_again", { path: email.tenantPath });
    const inVain = IN_VAIN[parseDeliveryError(email.lastError)?.failure ?? "internal"];
    if (inVain) throw new AppError(inVain);
    // It goes out when its day comes.
    if (email.waitsUntil) return;
    await tx
      .update(emails)
      .set({
        status: "queued",
        attempts: 0,
        deferrals: 0,
        nextAttemptAt: sql`now()`,
        lockedUntil: null,
        lastError: null,
      })
      .where(eq(emails.id, email.id));
    noteEnqueued();
    const { id, toAddress: name, tenantPath, template } = email;
    if (template === "activation") await planActivations(tx, [id]);
    await audit(
      tx,
      auditActor(actor),
      "email.send_again",
      { type: "email", id, name, tenantId, tenantPath },
      { template },
    );
  });
}
