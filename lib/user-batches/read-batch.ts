import { and, asc, eq } from "drizzle-orm";
import type { Transaction } from "@/db";
import { userBatches, userBatchRows, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { AppError } from "@/lib/errors";
import { lastAdministratorOf } from "@/lib/users/last-administrator";
import type { TenantKind } from "@/lib/vocabulary";
import { type BatchAction, type Foreseen, foresee } from "./model";

type Reference = { tenantId: number; batchId: string };

/** @throws AppError NOT_FOUND, the same for another user's, another tenant's, and one that never existed. */
export async function findBatch(tx: Transaction, actor: Actor, reference: Reference) {
  const [found] = await tx.select().from(userBatches).where(isTheirs(actor, reference));
  if (!found) throw new AppError("NOT_FOUND");
  return found;
}

/** The same, and lets no one else start it until commit. */
export async function lockBatch(tx: Transaction, actor: Actor, reference: Reference) {
  const [found] = await tx.select().from(userBatches).where(isTheirs(actor, reference)).for("update");
  if (!found) throw new AppError("NOT_FOUND");
  return found;
}

const isTheirs = (actor: Actor, { tenantId, batchId }: Reference) =>
  and(eq(userBatches.id, batchId), eq(userBatches.userId, actor.userId), eq(userBatches.tenantId, tenantId));

/** The users of a batch as they are now, in its order. */
export async function membersOf(tx: Transaction, batchId: string) {
  return tx
    .select({
      position: userBatchRows.position,
      outcome: userBatchRows.outcome,
      error: userBatchRows.error,
      errorValues: userBatchRows.errorValues,
      id: users.id,
      login: users.login,
      firstName: users.firstName,
      lastName: users.lastName,
      status: users.status,
      activatedAt: users.activatedAt,
    })
    .from(userBatchRows)
    .innerJoin(users, eq(users.id, userBatchRows.userId))
    .where(eq(userBatchRows.batchId, batchId))
    .orderBy(asc(userBatchRows.position));
}

export type Member = Awaited<ReturnType<typeof membersOf>>[number];

/** What will happen to each of them if it is started now. */
export async function foreseeAll<One extends Pick<Member, "id" | "status" | "activatedAt">>(
  tx: Transaction,
  actor: Actor,
  tenant: { id: number; kind: TenantKind; open: boolean },
  { action, members }: { action: BatchAction; members: readonly One[] },
): Promise<(One & { foreseen: Foreseen })[]> {
  const lastAdministrator = await lastAdministratorOf(tx, tenant);
  const place = { actorId: actor.userId, lastAdministrator, tenantOpen: tenant.open };
  return members.map((member) => ({ ...member, foreseen: foresee(action, member, place) }));
}
