import { and, eq, sql } from "drizzle-orm";
import { rowsOf, type Transaction } from "@/db";
import { users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { openList } from "@/lib/clients/list-clients";
import { LEAST_LEVELS } from "@/lib/clients/model";
import { countUnsentEmails, READ_BY_TENANT } from "@/lib/email/list-unsent-emails";
import { COUNTED_TO } from "@/lib/list/counting";
import { storageOfTenants } from "@/lib/quotas/queries";
import { withTenantsBelow } from "@/lib/tenants/below";
import type { TenantMode, TenantStatus } from "@/lib/vocabulary";
import type { CountedStatus, Overview } from "./model";

/**
 * The figures of a tenant's overview, each of what the list behind it shows to the same reader.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED.
 */
export async function overviewOf(actor: Actor, tenantId: number): Promise<Overview> {
  return withTenantsBelow(actor, await openList(actor, tenantId), READ_BY_TENANT, async (tx, subtree) => {
    const { id } = subtree;
    const [clients, nearlyFull, full, storage, active, not_activated, disabled, failed, queued] = await Promise.all([
      countClients(tx, id),
      countFilledQuotas(tx, id, LEAST_LEVELS.nearly_full),
      countFilledQuotas(tx, id, LEAST_LEVELS.full),
      storageOfTenants(tx, [id]),
      usersOf(tx, id, "active"),
      usersOf(tx, id, "not_activated"),
      usersOf(tx, id, "disabled"),
      countUnsentEmails(tx, subtree, "failed", COUNTED_TO),
      countUnsentEmails(tx, subtree, "queued", COUNTED_TO),
    ]);
    return {
      clients,
      quotas: { nearlyFull, full },
      storage: storage.get(id) ?? null,
      users: { active, not_activated, disabled },
      emails: { failed, queued },
    };
  });
}

/**
 * Those directly below. Deleted ones no longer have a mode: they are in the list only if the filter selects them. Run
 * it as the actor, about a tenant in their reach.
 */
export async function countClients(tx: Transaction, parentId: number): Promise<Overview["clients"]> {
  const result = await tx.execute(
    sql`select client_mode as mode, client_status as status, clients from client_figures(${parentId})`,
  );
  const byStatus = { active: 0, disabled: 0, deleted: 0 };
  const byMode = { production: 0, trial: 0 };
  for (const { mode, status, clients } of rowsOf<{ mode: TenantMode | null; status: TenantStatus; clients: number }>(
    result,
  )) {
    byStatus[status] += clients;
    if (mode && status !== "deleted") byMode[mode] += clients;
  }
  return { byStatus, byMode };
}

/** Of those directly below, up to COUNTED_TO. Run it as the actor, about a tenant in their reach. */
export async function countFilledQuotas(tx: Transaction, parentId: number, level: number): Promise<number> {
  const result = await tx.execute(sql`select count_filled_quotas(${parentId}, ${level}, ${COUNTED_TO}) as count`);
  return rowsOf<{ count: number }>(result)[0]?.count ?? 0;
}

/** Through the policies, which run for each row: counted no further than is shown. */
async function usersOf(tx: Transaction, tenantId: number, status: CountedStatus): Promise<number> {
  const some = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), eq(users.status, status)))
    .limit(COUNTED_TO);
  return some.length;
}
