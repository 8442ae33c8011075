import { asActor } from "@/db";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { auditedUser, changeUser, lockUser } from "./lock-user";
import { assertMayChange } from "./policy";

/**
 * J6: lets a disabled user sign in again, with the password and roles of before. Enabling twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, USER_DELETED. Nothing has changed then.
 */
export async function enableUser(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertMayChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.enable", tenantId, userId);
    if (user.deletedAt) throw new AppError("USER_DELETED");
    if (!user.disabledAt) return;
    await changeUser(tx, user, { disabledAt: null });
    await audit(tx, auditActor(actor), "user.enable", auditedUser(user));
  });
}
