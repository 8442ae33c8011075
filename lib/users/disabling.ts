import { asActor, type Transaction } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import { assertNotLastAdministrator } from "./last-administrator";
import { auditedUser, changeUser, lockUser } from "./lock-user";
import { shutOut } from "./shut-out";

/**
 * J6: disables a user. Sessions and links end immediately, and no more email goes out. Disabling twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF, USER_DELETED, LAST_ADMINISTRATOR. Nothing has changed then.
 */
export async function disableUser(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, (tx) => disableIn(tx, actor, tenantId, userId));
}

/** The same in a transaction that does more. @returns whether anything has changed. */
export async function disableIn(tx: Transaction, actor: Actor, tenantId: number, userId: number): Promise<boolean> {
  const tenant = await lockTenant(tx, tenantId, "no key update");
  const user = await lockUser(tx, actor, "user.disable", tenantId, userId);
  if (user.deletedAt) throw new AppError("USER_DELETED");
  if (user.disabledAt) return false;
  await assertNotLastAdministrator(tx, tenant, user.id);
  await changeUser(tx, user, { disabledAt: "now" });
  await shutOut(tx, user.id);
  await audit(tx, auditActor(actor), "user.disable", auditedUser(user));
  return true;
}

/**
 * J6: lets a disabled user sign in again, with the password and roles of before. Enabling twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, USER_DELETED. Nothing has changed then.
 */
export async function enableUser(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, (tx) => enableIn(tx, actor, tenantId, userId));
}

/** The same in a transaction that does more. @returns whether anything has changed. */
export async function enableIn(tx: Transaction, actor: Actor, tenantId: number, userId: number): Promise<boolean> {
  const user = await lockUser(tx, actor, "user.enable", tenantId, userId);
  if (user.deletedAt) throw new AppError("USER_DELETED");
  if (!user.disabledAt) return false;
  await changeUser(tx, user, { disabledAt: null });
  await audit(tx, auditActor(actor), "user.enable", auditedUser(user));
  return true;
}
