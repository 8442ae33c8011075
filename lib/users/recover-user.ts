import { asActor } from "@/db";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { auditedUser, changeUser, lockUser } from "./lock-user";
import { assertMayChange } from "./policy";

/**
 * J6: brings a deleted user back within 30 days, disabled as before. Recovering twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, RECOVERY_OVER. Nothing has changed then.
 */
export async function recoverUser(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertMayChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.recover", tenantId, userId);
    if (!user.deletedAt) return;
    if (!user.recoverable) throw new AppError("RECOVERY_OVER");
    await changeUser(tx, user, { deletedAt: null, ...(user.disabledAt ? {} : { disabledAt: "now" }) });
    await audit(tx, auditActor(actor), "user.recover", auditedUser(user));
  });
}
