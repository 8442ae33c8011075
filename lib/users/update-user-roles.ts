import { and, eq } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { userRoles } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { ADMINISTRATOR_OF, assertGrantable } from "@/lib/access/roles";
import { audit, auditActor } from "@/lib/audit/audit";
import { changesOf } from "@/lib/audit/model";
import { AppError } from "@/lib/errors";
import { assertVersion } from "@/lib/form/version";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import type { Role, Roles, Service } from "@/lib/vocabulary";
import { rolesValues } from "./form-values";
import { assertNotLastAdministrator } from "./last-administrator";
import { auditedUser, changeUser, type LockedUser, lockUser } from "./lock-user";
import type { UserRolesInput } from "./schema";

const NO_ROLE = "none";

/**
 * J6, "Services and roles": gives a user one role on each service, or none on one of them. Holds from their next request on,
 * in sessions that are open too. Saving what is there already changes nothing.
 * @param version what the form was opened on.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF, USER_DELETED, ROLE_NOT_AVAILABLE (portalRole or backupRole), LAST_ADMINISTRATOR,
 *   VERSION_CONFLICT. Nothing has changed then.
 */
export async function updateUserRoles(
  actor: Actor,
  { tenantId, userId, version }: { tenantId: number; userId: number; version: string },
  input: UserRolesInput,
): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    // One at a time in a tenant: two administrators who demote each other would each see the other one.
    const tenant = await lockTenant(tx, tenantId, "no key update");
    const user = await lockUser(tx, actor, "user.update_roles", tenantId, userId);
    if (user.deletedAt) throw new AppError("USER_DELETED");
    const roles = await rolesOf(tx, user);
    const before = rolesValues(roles);
    const changes = changesOf(before, input);
    if (Object.keys(changes).length === 0) return;
    assertVersion(version, user.version, before);
    for (const field of ["portalRole", "backupRole"] as const) {
      const role = input[field];
      if (field in changes && role !== NO_ROLE) assertGrantable(actor, role, tenant, field);
    }
    const administrator = ADMINISTRATOR_OF[tenant.kind];
    if (roles.management_portal === administrator && input.portalRole !== administrator) {
      await assertNotLastAdministrator(tx, tenant, user.id);
    }
    await setRole(tx, user, "management_portal", input.portalRole);
    await setRole(tx, user, "backup", input.backupRole);
    await changeUser(tx, user, {});
    await audit(tx, auditActor(actor), "user.update_roles", auditedUser(user), changes);
  });
}

async function rolesOf(tx: Transaction, { id, tenantId }: LockedUser): Promise<Roles> {
  const rows = await tx
    .select({ service: userRoles.service, role: userRoles.role })
    .from(userRoles)
    .where(and(eq(userRoles.userId, id), eq(userRoles.tenantId, tenantId)));
  return Object.fromEntries(rows.map(({ service, role }) => [service, role]));
}

async function setRole(tx: Transaction, user: LockedUser, service: Service, role: Role | typeof NO_ROLE) {
  const { id: userId, tenantId, tenantPath } = user;
  if (role === NO_ROLE) {
    await tx.delete(userRoles).where(and(eq(userRoles.userId, userId), eq(userRoles.service, service)));
    return;
  }
  await tx
    .insert(userRoles)
    .values({ userId, tenantId, tenantPath, service, role })
    .onConflictDoUpdate({ target: [userRoles.userId, userRoles.service], set: { role } });
}
