import { asActor, type Transaction } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import { normalizeLogin } from "@/lib/fields/login";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import { assertNotLastAdministrator } from "./last-administrator";
import { auditedUser, changeUser, lockUser } from "./lock-user";
import { shutOut } from "./shut-out";

/**
 * J6: deletes a disabled user, who can be recovered for 30 days; the login stays taken that long. Deleting twice changes nothing.
 * @param typedLogin what the actor typed to confirm: the user's login, in whatever case.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF, LAST_ADMINISTRATOR, USER_NOT_DISABLED, LOGIN_DIFFERS (login). Nothing has changed
 *   then.
 */
export async function deleteUser(actor: Actor, tenantId: number, userId: number, typedLogin: string): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, (tx) => deleteIn(tx, actor, { tenantId, userId, typedLogin }));
}

/**
 * The same in a transaction that does more; without a typed login the actor has confirmed it in another way.
 * @returns whether anything has changed.
 */
export async function deleteIn(
  tx: Transaction,
  actor: Actor,
  { tenantId, userId, typedLogin }: { tenantId: number; userId: number; typedLogin?: string },
): Promise<boolean> {
  const tenant = await lockTenant(tx, tenantId, "no key update");
  const user = await lockUser(tx, actor, "user.delete", tenantId, userId);
  if (user.deletedAt) return false;
  // Of the two reasons the one that "disable first" would only run into.
  await assertNotLastAdministrator(tx, tenant, user.id);
  if (!user.disabledAt) throw new AppError("USER_NOT_DISABLED");
  const confirmed = typedLogin === undefined || normalizeLogin(typedLogin) === normalizeLogin(user.login);
  if (!confirmed) throw new AppError("LOGIN_DIFFERS", "login");
  await changeUser(tx, user, { deletedAt: "now" });
  await shutOut(tx, user.id);
  await audit(tx, auditActor(actor), "user.delete", auditedUser(user));
  return true;
}

/**
 * J6: brings a deleted user back within 30 days, still disabled. Recovering twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, RECOVERY_OVER. Nothing has changed then.
 */
export async function recoverUser(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.recover", tenantId, userId);
    if (!user.deletedAt) return;
    if (!user.recoverable) throw new AppError("RECOVERY_OVER");
    await changeUser(tx, user, { deletedAt: null, ...(user.disabledAt ? {} : { disabledAt: "now" }) });
    await audit(tx, auditActor(actor), "user.recover", auditedUser(user));
  });
}
