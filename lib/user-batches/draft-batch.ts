import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { insertMany } from "@/db/insert-many";
import { userBatches, userBatchRows, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertCanChange } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";
import { queryRecord } from "@/lib/list/address";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import { listUsers } from "@/lib/users/list-users";
import { USER_LIST } from "@/lib/users/model";
import { BATCH_MAX_USERS, type BatchAction, PERMISSION_OF } from "./model";

/** A user keeps this many that were not started; the oldest makes room. */
const DRAFTS_KEPT = 10;

type Choice = {
  action: BatchAction;
  whom: "selected" | "all";
  /** Those checked. */
  userIds: readonly number[];
  /** The query of the list's address. */
  query: string;
};

/**
 * Keeps which users of a tenant something is to be done to, until the administrator has seen what that means.
 * @returns the batch's ID.
 * @throws AppError FORBIDDEN, NOT_FOUND for a tenant out of reach and when none of the users is in it, SELF_MANAGED,
 *   NO_USERS_SELECTED, TOO_MANY_SELECTED (max).
 */
export async function draftBatch(actor: Actor, tenantId: number, choice: Choice): Promise<string> {
  assertCanChange(actor);
  const wanted =
    choice.whom === "all" ? await everyoneFound(actor, tenantId, choice.query) : [...new Set(choice.userIds)];
  if (wanted.length > BATCH_MAX_USERS) throw new AppError("TOO_MANY_SELECTED", undefined, { max: BATCH_MAX_USERS });
  return asActor(actor, async (tx) => {
    const tenant = await lockTenant(tx, tenantId);
    assertCan(actor, PERMISSION_OF[choice.action], tenant);
    if (wanted.length === 0) throw new AppError("NO_USERS_SELECTED");
    const there = await ofTenant(tx, tenantId, wanted);
    if (there.length === 0) throw new AppError("NOT_FOUND");
    const place = { tenantId, tenantPath: tenant.path };
    const [batch] = await tx
      .insert(userBatches)
      .values({ ...place, userId: actor.userId, action: choice.action })
      .returning({ id: userBatches.id });
    if (!batch) throw new Error("the batch was not stored");
    const rows = there.map((userId, index) => ({ batchId: batch.id, position: index + 1, ...place, userId }));
    await insertMany(tx, userBatchRows, rows);
    await dropOlderDrafts(tx, actor);
    return batch.id;
  });
}

/** Found as the list finds them, with one more than a batch takes. */
async function everyoneFound(actor: Actor, tenantId: number, query: string): Promise<number[]> {
  const state = USER_LIST.parse(queryRecord(new URLSearchParams(query)));
  const { users: found } = await listUsers(actor, tenantId, { ...state, limit: BATCH_MAX_USERS + 1 });
  return found.map(({ id }) => id);
}

/** Those of some users who belong to a tenant, in the same order. */
async function ofTenant(tx: Transaction, tenantId: number, ids: readonly number[]): Promise<number[]> {
  const rows = await tx.select({ id: users.id, tenantId: users.tenantId }).from(users).where(isAnyOf(users.id, ids));
  const own = new Set(rows.filter((row) => row.tenantId === tenantId).map(({ id }) => id));
  return ids.filter((id) => own.has(id));
}

async function dropOlderDrafts(tx: Transaction, { userId }: Actor): Promise<void> {
  const older = tx
    .select({ id: userBatches.id })
    .from(userBatches)
    .where(and(eq(userBatches.userId, userId), isNull(userBatches.startedAt)))
    .orderBy(desc(userBatches.createdAt), desc(userBatches.id))
    .offset(DRAFTS_KEPT);
  await tx.delete(userBatches).where(inArray(userBatches.id, older));
}
