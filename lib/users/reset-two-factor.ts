import { sql } from "drizzle-orm";
import { asActor, rowsOf } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { endSessionsOf } from "@/lib/auth/sessions";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { nameWithLogin } from "@/lib/display-name";
import { AppError } from "@/lib/errors";
import { languageSchema } from "@/lib/fields/language";
import { enqueueSecurityNotice } from "@/lib/outbox/enqueue-security-notice";
import { auditedUser, lockUser } from "./lock-user";

/**
 * J6: removes a lost authenticator and its recovery codes, ends all the user's sessions and notifies them; the password
 * alone signs in until they set up a new one. Where two-factor authentication is off, nothing changes.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF (one's own takes both factors, in "My account"), USER_DELETED.
 */
export async function resetTwoFactor(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.reset_two_factor", tenantId, userId);
    if (user.deletedAt) throw new AppError("USER_DELETED");
    const result = await tx.execute(sql`select reset_two_factor(${user.id}) as "wasOn"`);
    if (!rowsOf<{ wasOn: boolean }>(result)[0]?.wasOn) return;
    await forgetTrustedBrowsers(tx, user.id);
    await endSessionsOf(tx, user.id, "two_factor_change");
    await audit(tx, auditActor(actor), "user.reset_two_factor", auditedUser(user));
    await enqueueSecurityNotice(tx, user.id, "two_factor_reset", {
      by: nameWithLogin(actor, languageSchema.catch("en").parse(user.language)),
    });
  });
}
