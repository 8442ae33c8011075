import { and, eq, inArray, isNotNull, isNull, lte, type SQL, sql } from "drizzle-orm";
import { asSystem, type Transaction } from "@/db";
import { tryLock } from "@/db/locks";
import { tenants, userRoles, users } from "@/db/tables";
import { ADMINISTRATOR_OF } from "@/lib/access/roles";
import { audit } from "@/lib/audit/audit";
import { enqueueEmail } from "@/lib/outbox/enqueue-email";
import { TRIAL_LEAST_DAYS, TRIAL_NOTICE_DAYS } from "./model";

const BATCH_SIZE = 50;

const TRIAL = {
  id: tenants.id,
  path: tenants.path,
  parentId: tenants.parentId,
  name: tenants.name,
  trialEndsAt: tenants.trialEndsAt,
};
type Trial = { id: number; path: string; parentId: number | null; name: string; trialEndsAt: Date | null };

/**
 * The daily look at trials: notifies the administrators of a customer, and of the company above it, once, some days
 * before its trial ends, and moves trials that have ended to production. No trial ends within TRIAL_LEAST_DAYS of the
 * notice: if the notice is late because the server was off, the trial is that much longer. Of several instances one
 * works at a time.
 */
export async function endTrials({ signal }: { signal?: AbortSignal } = {}): Promise<{ told: number; ended: number }> {
  const told = await inBatches(signal, tellOfEnd);
  const ended = await inBatches(signal, startProductionOf);
  return { told, ended };
}

async function inBatches(signal: AbortSignal | undefined, work: (tx: Transaction) => Promise<number>) {
  let total = 0;
  for (let done = BATCH_SIZE; done === BATCH_SIZE && !signal?.aborted; total += done) {
    done = await asSystem("end trials", async (tx) => ((await tryLock(tx, "endTrials")) ? work(tx) : 0));
  }
  return total;
}

const trialsWhere = (tx: Transaction, due: SQL | undefined) =>
  tx
    .select(TRIAL)
    .from(tenants)
    .where(and(eq(tenants.mode, "trial"), isNull(tenants.deletedAt), due))
    .orderBy(tenants.trialEndsAt, tenants.id)
    .limit(BATCH_SIZE)
    .for("no key update", { skipLocked: true });

async function tellOfEnd(tx: Transaction): Promise<number> {
  const soon = lte(tenants.trialEndsAt, sql`now() + make_interval(days => ${TRIAL_NOTICE_DAYS}::int)`);
  const due = await trialsWhere(tx, and(isNull(tenants.trialNoticeAt), soon));
  for (const trial of due) {
    const [noted] = await tx
      .update(tenants)
      .set({
        trialNoticeAt: sql`now()`,
        trialEndsAt: sql`greatest(${tenants.trialEndsAt}, now() + make_interval(days => ${TRIAL_LEAST_DAYS}::int))`,
      })
      .where(eq(tenants.id, trial.id))
      .returning({ endsAt: tenants.trialEndsAt });
    if (!noted?.endsAt) throw new Error("a trial without an end");
    const people = await administratorsOf(tx, trial);
    for (const user of people) {
      await enqueueEmail(tx, {
        template: "trial_ending",
        user,
        payload: { customerId: trial.id, customerName: trial.name, endsAt: noted.endsAt.toISOString() },
      });
    }
    await audit(tx, "system", "tenant.trial_notice", objectOf(trial), { emails: people.length });
  }
  return due.length;
}

/** Those who run the customer and those who run the company above it: activated, neither disabled nor deleted. */
async function administratorsOf(tx: Transaction, { id, parentId }: Trial) {
  return tx
    .select({
      id: users.id,
      tenantId: users.tenantId,
      tenantPath: users.tenantPath,
      email: users.email,
      language: users.language,
    })
    .from(users)
    .innerJoin(userRoles, eq(userRoles.userId, users.id))
    .where(
      and(
        inArray(users.tenantId, parentId === null ? [id] : [id, parentId]),
        inArray(userRoles.role, [ADMINISTRATOR_OF.customer, ADMINISTRATOR_OF.partner]),
        isNotNull(users.activatedAt),
        isNull(users.disabledAt),
        isNull(users.deletedAt),
        sql`tenant_is_open(${users.tenantPath})`,
      ),
    )
    .orderBy(users.id);
}

async function startProductionOf(tx: Transaction): Promise<number> {
  const over = and(isNotNull(tenants.trialNoticeAt), lte(tenants.trialEndsAt, sql`now()`));
  const due = await trialsWhere(tx, over);
  for (const trial of due) {
    await tx
      .update(tenants)
      .set({ mode: "production", version: sql`${tenants.version} + 1` })
      .where(eq(tenants.id, trial.id));
    await audit(tx, "system", "tenant.start_production", objectOf(trial));
  }
  return due.length;
}

const objectOf = ({ id, path, name }: Trial) => ({
  type: "tenant" as const,
  id,
  name,
  tenantId: id,
  tenantPath: path,
});
