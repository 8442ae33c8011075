import { eq, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { userPasswords } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { assertStrongPassword } from "@/lib/auth/password-strength";
import { hashPassword } from "@/lib/auth/passwords";
import { personalWords } from "@/lib/auth/personal-words";
import { endSessionsOf } from "@/lib/auth/sessions";
import { endLinks } from "@/lib/auth/tokens";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { enqueueSecurityNotice } from "@/lib/outbox/enqueue-security-notice";
import { confirmPassword, lockOwnAccount } from "./confirm-password";
import { ownAccount } from "./own-account";

/**
 * J9: replaces one's own password, and ends all other sessions, an outstanding reset link and the trust in
 * browsers; this session stays.
 * @throws AppError as `confirmPassword` and `lockOwnAccount`; PASSWORD_TOO_WEAK, PASSWORD_NOT_CHECKED, PASSWORD_TOO_LONG (password). Nothing has
 *   changed then.
 */
export async function changePassword(
  actor: Actor,
  { currentPassword, password }: { currentPassword: string; password: string },
): Promise<void> {
  const confirmed = await confirmPassword(actor, currentPassword);
  await assertStrongPassword(password, personalWords(actor));
  const hash = await hashPassword(password);
  await asSystem("own password", async (tx) => {
    await lockOwnAccount(tx, actor, confirmed);
    await tx.update(userPasswords).set({ hash, changedAt: sql`now()` }).where(eq(userPasswords.userId, actor.userId));
    await endLinks(tx, "password_reset", actor.userId);
    await endSessionsOf(tx, actor.userId, "password_change", actor.sessionId);
    await forgetTrustedBrowsers(tx, actor.userId);
    await audit(tx, auditActor(actor), "user.change_password", ownAccount(actor));
    await enqueueSecurityNotice(tx, actor.userId, "password_changed", { request: actor.request });
  });
}
