import { and, eq, sql } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { userBatches, userBatchRows } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertCanChange } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import type { Language } from "@/lib/vocabulary";
import { PERMISSION_OF } from "./model";
import { foreseeAll, lockBatch, type Member, membersOf } from "./read-batch";

type Order = {
  tenantId: number;
  batchId: string;
  /** For "Change language". */
  language?: Language;
  /** For "Delete": how many users will be deleted, as typed. */
  count?: string;
};

/**
 * Starts a batch: from here on a job goes through its users. Those who are known to be skipped are skipped now, so that nothing
 * is done to anyone but those who were counted. Starting twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF_MANAGED, CHOICE_REQUIRED (language), COUNT_DIFFERS (count, with the right one).
 */
export async function startBatch(actor: Actor, { tenantId, batchId, language, count }: Order): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const tenant = await lockTenant(tx, tenantId);
    const batch = await lockBatch(tx, actor, { tenantId, batchId });
    assertCan(actor, PERMISSION_OF[batch.action], tenant);
    if (batch.startedAt) return;
    const { action } = batch;
    if (action === "change_language" && !language) throw new AppError("CHOICE_REQUIRED", "language");
    const judged = await foreseeAll(tx, actor, tenant, { action, members: await membersOf(tx, batchId) });
    const affected = judged.filter(({ foreseen }) => foreseen.state === "waiting").length;
    if (action === "delete" && affected > 0 && !isNumber(count, affected)) {
      throw new AppError("COUNT_DIFFERS", "count", { count: affected });
    }
    await skip(tx, batchId, judged);
    const { address, userAgent, requestId } = actor.request;
    await tx
      .update(userBatches)
      .set({
        language: action === "change_language" ? language : null,
        sessionId: actor.sessionId,
        address,
        userAgent,
        requestId,
        startedAt: sql`now()`,
        finishedAt: affected === 0 ? sql`now()` : null,
      })
      .where(eq(userBatches.id, batchId));
  });
}

/** As digits, or with what separates thousands somewhere. */
const isNumber = (typed: string | undefined, number: number) => typed?.replaceAll(/[\s.,’']/g, "") === String(number);

type Judged = Member & Awaited<ReturnType<typeof foreseeAll>>[number];

/** One statement for each reason that there is. */
async function skip(tx: Transaction, batchId: string, judged: readonly Judged[]): Promise<void> {
  const skipped = judged.filter(({ foreseen }) => foreseen.state !== "waiting");
  for (const reason of new Set(skipped.map(({ foreseen }) => foreseen.error))) {
    const positions = skipped.filter(({ foreseen }) => foreseen.error === reason).map(({ position }) => position);
    await tx
      .update(userBatchRows)
      .set(reason ? { outcome: "refused", error: reason } : { outcome: "unchanged" })
      .where(
        and(
          eq(userBatchRows.batchId, batchId),
          sql`${userBatchRows.position} = any(${`{${positions.join(",")}}`}::integer[])`,
        ),
      );
  }
}
