import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Transaction } from "@/db";
import { userRoles, users } from "@/db/tables";
import { ADMINISTRATOR_OF } from "@/lib/access/roles";
import { AppError } from "@/lib/errors";
import type { TenantKind } from "@/lib/vocabulary";

type Tenant = { id: number; kind: TenantKind };

/**
 * The ID of the only user left who administers a tenant: activated, not disabled, not deleted, with the administrator's
 * role of that kind of tenant. Null when there are several or none. Administrators of tenants above do not count.
 */
export async function lastAdministratorOf(tx: Transaction, tenant: Tenant): Promise<number | null> {
  // Two are enough to know.
  const administrators = await tx
    .select({ id: users.id })
    .from(userRoles)
    .innerJoin(users, eq(users.id, userRoles.userId))
    .where(
      and(
        eq(userRoles.tenantId, tenant.id),
        eq(userRoles.role, ADMINISTRATOR_OF[tenant.kind]),
        isNotNull(users.activatedAt),
        isNull(users.disabledAt),
        isNull(users.deletedAt),
      ),
    )
    .limit(2);
  return administrators.length === 1 ? (administrators[0]?.id ?? null) : null;
}

/** Whether a user is that one. */
export async function isLastAdministrator(tx: Transaction, tenant: Tenant, userId: number): Promise<boolean> {
  return (await lastAdministratorOf(tx, tenant)) === userId;
}

/**
 * Before everything that may cost a tenant an administrator. Correct only in a transaction that holds the tenant with
 * `lockTenant(tx, id, "no key update")`: otherwise two simultaneous changes would each see the other's administrator.
 * @throws AppError LAST_ADMINISTRATOR.
 */
export async function assertNotLastAdministrator(tx: Transaction, tenant: Tenant, userId: number): Promise<void> {
  if (await isLastAdministrator(tx, tenant, userId)) throw new AppError("LAST_ADMINISTRATOR");
}
