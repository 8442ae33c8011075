import { and, eq, isNull, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { openList } from "./list-clients";

/**
 * The client that the address says has just been created, with the address of its administrator. An address can
 * be made up, so it counts only while it can be true; null otherwise.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED.
 */
export async function findJustCreated(actor: Actor, tenantId: number, clientId: number | undefined) {
  if (clientId === undefined) return null;
  await openList(actor, tenantId);
  return asActor(actor, async (tx) => {
    const [client] = await tx
      .select({ id: tenants.id, name: tenants.name, email: users.email })
      .from(tenants)
      .innerJoin(users, eq(users.tenantId, tenants.id))
      .where(
        and(
          eq(tenants.id, clientId),
          eq(tenants.parentId, tenantId),
          isNull(tenants.deletedAt),
          isNull(users.activatedAt),
          sql`${tenants.createdAt} > now() - interval '10 minutes'`,
        ),
      )
      .orderBy(users.id)
      .limit(1);
    return client ?? null;
  });
}
