import { randomUUID } from "node:crypto";
import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { asActor, asSystem, type Transaction } from "@/db";
import { userBatches, userBatchRows } from "@/db/tables";
import { DatabaseUnavailableError, outageOf } from "@/db/unavailable";
import type { Actor } from "@/lib/access/actor";
import { can } from "@/lib/access/can";
import { actorOfWork } from "@/lib/auth/sessions";
import { AppError, type ErrorCode } from "@/lib/errors";
import { languageSchema } from "@/lib/fields/language";
import type { ErrorValues } from "@/lib/form/model";
import type { RequestInfo } from "@/lib/http/request-info";
import { log } from "@/lib/log";
import { changeLanguageIn } from "@/lib/users/change-language";
import { countMailTo } from "@/lib/users/count-mail";
import { deleteIn } from "@/lib/users/deletion";
import { disableIn, enableIn } from "@/lib/users/disabling";
import { resendActivationIn } from "@/lib/users/links";
import type { Language } from "@/lib/vocabulary";
import { type BatchAction, PERMISSION_OF } from "./model";

/** An instance that has not said for this long that it works on a batch has died: another one goes on. */
const LEASE_SECONDS = 60;
/** So many users are done before another batch has its turn. */
const ROWS_AT_ONCE = 25;

type Batch = {
  id: string;
  lease: string;
  tenantId: number;
  action: BatchAction;
  language: Language | null;
  sessionId: string;
  request: RequestInfo;
};

type Row = { position: number; userId: number; tenantPath: string };

/**
 * Goes through the users of the batches that were started, each in a transaction of its own with the outcome in it: whatever
 * ends this, and however many instances run it, no user is done twice and none is left out (docs/decisions/0051). A batch
 * waits for its turn behind the others after some users, so that none waits for a long one.
 */
export async function runBatches({ signal }: { signal?: AbortSignal } = {}): Promise<void> {
  while (!signal?.aborted) {
    const batch = await claim();
    if (!batch) return;
    await workOn(batch, signal);
  }
}

const leaseEnds = sql`statement_timestamp() + make_interval(secs => ${LEASE_SECONDS})`;
const turn = sql`coalesce(${userBatches.lockedUntil}, ${userBatches.startedAt})`;
const isUnderway = sql`${userBatches.startedAt} is not null and ${userBatches.finishedAt} is null`;
const isOurs = ({ id, lease }: Batch) => and(eq(userBatches.id, id), eq(userBatches.lease, lease));

/** The batch that has waited longest for someone to go on with it, or null. */
async function claim(): Promise<Batch | null> {
  const lease = randomUUID();
  return asSystem("user batches", async (tx) => {
    const [next] = await tx
      .select({ id: userBatches.id })
      .from(userBatches)
      .where(and(isUnderway, sql`${turn} <= statement_timestamp()`))
      .orderBy(asc(turn), asc(userBatches.id))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!next) return null;
    const [batch] = await tx
      .update(userBatches)
      .set({ lease, lockedUntil: leaseEnds })
      .where(eq(userBatches.id, next.id))
      .returning();
    if (!batch?.sessionId) throw new Error("a batch was started by no one");
    const { id, tenantId, action, language, sessionId, address, userAgent, requestId } = batch;
    return {
      id,
      lease,
      tenantId,
      action,
      language: languageSchema.nullable().parse(language),
      sessionId,
      request: { address, userAgent, requestId },
    };
  });
}

async function workOn(batch: Batch, signal: AbortSignal | undefined): Promise<void> {
  for (let count = 0; count < ROWS_AT_ONCE && !signal?.aborted; count += 1) {
    const row = await nextRow(batch);
    if (!row) return;
    // Asked for each user anew: what the actor may do can end at any moment.
    const actor = await actorOfWork(batch.sessionId, batch.request);
    if (actor && can(actor, PERMISSION_OF[batch.action], { path: row.tenantPath })) await doOne(batch, row, actor);
    else await refuse(batch, { code: "BATCH_STOPPED" });
  }
  await asSystem("user batches", (tx) =>
    tx.update(userBatches).set({ lease: null, lockedUntil: sql`statement_timestamp()` }).where(isOurs(batch)),
  );
}

/** The next user who waits; null at the end, and when another instance has taken over. */
async function nextRow(batch: Batch): Promise<Row | null> {
  return asSystem("user batches", async (tx) => {
    const held = await tx
      .update(userBatches)
      .set({ lockedUntil: leaseEnds })
      .where(isOurs(batch))
      .returning({ id: userBatches.id });
    if (held.length === 0) return null;
    const [row] = await tx
      .select({
        position: userBatchRows.position,
        userId: userBatchRows.userId,
        tenantPath: userBatchRows.tenantPath,
      })
      .from(userBatchRows)
      .where(waits(batch))
      .orderBy(asc(userBatchRows.position))
      .limit(1);
    if (row) return row;
    await tx.update(userBatches).set({ finishedAt: sql`now()`, lease: null, lockedUntil: null }).where(isOurs(batch));
    return null;
  });
}

const waits = ({ id }: Batch, position?: number): SQL | undefined =>
  and(
    eq(userBatchRows.batchId, id),
    position === undefined ? undefined : eq(userBatchRows.position, position),
    isNull(userBatchRows.outcome),
  );

/** Another instance has done it since: everything that this one did is rolled back. */
class DoneMeanwhile extends Error {}

async function doOne(batch: Batch, row: Row, actor: Actor): Promise<void> {
  try {
    if (batch.action === "resend_activation") {
      await countMailTo(actor, PERMISSION_OF[batch.action], batch.tenantId, row.userId);
    }
    await asActor(actor, async (tx) => {
      const changed = await change(tx, actor, batch, row.userId);
      const noted = await tx
        .update(userBatchRows)
        .set({ outcome: changed ? "done" : "unchanged" })
        .where(waits(batch, row.position))
        .returning({ position: userBatchRows.position });
      if (noted.length === 0) throw new DoneMeanwhile();
    });
  } catch (error) {
    if (error instanceof DoneMeanwhile) return;
    if (error instanceof AppError) return refuse(batch, error, row);
    // It goes on where it was, once there is a database again.
    if (error instanceof DatabaseUnavailableError || outageOf(error)) throw error;
    const { requestId } = batch.request;
    log.error({ err: error, batch: batch.id, userId: row.userId, requestId }, "a user of a batch failed");
    await refuse(batch, { code: "UNEXPECTED", values: { requestId: requestId ?? batch.id } }, row);
  }
}

/** What is done to one user, by the verbs that do it one by one. @returns whether anything has changed. */
async function change(tx: Transaction, actor: Actor, batch: Batch, userId: number): Promise<boolean> {
  const { tenantId, action, language } = batch;
  switch (action) {
    case "disable":
      return disableIn(tx, actor, tenantId, userId);
    case "enable":
      return enableIn(tx, actor, tenantId, userId);
    case "resend_activation":
      await resendActivationIn(tx, actor, tenantId, userId);
      return true;
    case "change_language":
      return changeLanguageIn(tx, actor, { tenantId, userId, language: language ?? "en" });
    case "delete":
      return deleteIn(tx, actor, { tenantId, userId });
  }
}

/** Notes why a user was refused, or everyone who is left. Nothing else is written, so the actor need not reach them. */
async function refuse(batch: Batch, { code, values }: { code: ErrorCode; values?: ErrorValues }, row?: Row) {
  await asSystem("user batches", (tx) =>
    tx
      .update(userBatchRows)
      .set({ outcome: "refused", error: code, errorValues: values ?? null })
      .where(waits(batch, row?.position)),
  );
}
