import { and, eq, inArray, isNotNull, isNull, lte, notExists, sql } from "drizzle-orm";
import { alias, type PgColumn } from "drizzle-orm/pg-core";
import { asSystem, type Transaction } from "@/db";
import { takeLock, tryLock } from "@/db/locks";
import { auditLog, brands, quotas, submissions, tenants, usages, usageTotals, users } from "@/db/tables";
import { audit } from "@/lib/audit/audit";
import { RECOVERY_DAYS } from "@/lib/vocabulary";

/** Few at a time, so that no one waits for a long transaction: a user takes their emails and sessions along. */
const BATCH_SIZE = 100;

type PurgeOptions = {
  batchSize?: number;
  signal?: AbortSignal;
  /** Just this one and what is below it, without leaving it to another instance. */
  only?: number;
};
type Due = { id: number; path: string; name: string };

/**
 * Permanently deletes the tenants whose 30 days are over: first their users with everything that was theirs, in small
 * steps, then what belongs to the tenants themselves. Their rows stay, empty, while the audit log has lines about them,
 * so that those above can go on reading it; after that they go as well (docs/decisions/0021). Of several instances one
 * works at a time.
 * @returns how many tenants were emptied, those below others included.
 */
export async function purgeDeletedTenants(options: PurgeOptions = {}): Promise<number> {
  const { batchSize = BATCH_SIZE, signal, only } = options;
  let total = 0;
  while (!signal?.aborted) {
    const { tenantsEmptied, more } = await purgeStep(batchSize, only);
    total += tenantsEmptied;
    if (!more) break;
  }
  while (only === undefined && !signal?.aborted && (await removeUnmentioned(batchSize)) > 0);
  return total;
}

const DONE = { tenantsEmptied: 0, more: false };

async function purgeStep(batchSize: number, only?: number): Promise<{ tenantsEmptied: number; more: boolean }> {
  return asSystem("purge tenants", async (tx) => {
    const due = await nextDue(tx, only);
    if (!due) return DONE;
    const gone = await tx
      .delete(users)
      .where(
        inArray(
          users.id,
          tx.select({ id: users.id }).from(users).where(atOrBelow(users.tenantPath, due)).limit(batchSize),
        ),
      )
      .returning({ id: users.id });
    if (gone.length === batchSize) return { tenantsEmptied: 0, more: true };
    return { tenantsEmptied: await emptyTenants(tx, due), more: true };
  });
}

/** The next tenant to purge, kept from being recovered meanwhile. Nothing while another instance is at it. */
async function nextDue(tx: Transaction, only?: number): Promise<Due | undefined> {
  if (only !== undefined) await takeLock(tx, "purgeTenants");
  else if (!(await tryLock(tx, "purgeTenants"))) return undefined;
  const [due] = await tx
    .select({ id: tenants.id, path: tenants.path, name: tenants.name })
    .from(tenants)
    .where(
      and(
        lte(tenants.deletedAt, sql`now() - make_interval(days => ${RECOVERY_DAYS}::int)`),
        isNull(tenants.purgedAt),
        only === undefined ? undefined : eq(tenants.id, only),
        sql`coalesce(${tenants.deletedWith}, ${tenants.id}) = ${tenants.id}`,
      ),
    )
    .orderBy(tenants.deletedAt)
    .limit(1)
    .for("no key update", only === undefined ? { skipLocked: true } : {});
  return due;
}

/** The end of a tenant: what is left of it and of those below, and one line that says how much there was. */
async function emptyTenants(tx: Transaction, due: Due): Promise<number> {
  await tx.delete(quotas).where(atOrBelow(quotas.tenantPath, due));
  await tx.delete(usages).where(atOrBelow(usages.tenantPath, due));
  await tx.delete(brands).where(atOrBelow(brands.tenantPath, due));
  await tx.delete(usageTotals).where(atOrBelow(usageTotals.tenantPath, due));
  // Users above may have started something in it: what belongs to its own users went with them.
  await tx.delete(submissions).where(atOrBelow(submissions.tenantPath, due));
  const emptied = await tx
    .update(tenants)
    .set({ purgedAt: sql`now()` })
    .where(and(atOrBelow(tenants.path, due), isNull(tenants.purgedAt)))
    .returning({ id: tenants.id });
  const object = { type: "tenant" as const, id: due.id, name: due.name, tenantId: due.id, tenantPath: due.path };
  await audit(tx, "system", "tenant.purge", object, { tenantsBelow: emptied.length - 1 });
  return emptied.length;
}

/** Rows of purged tenants that the audit log no longer mentions, those at the ends of the tree first. */
async function removeUnmentioned(batchSize: number): Promise<number> {
  return asSystem("purge tenants", async (tx) => {
    if (!(await tryLock(tx, "purgeTenants"))) return 0;
    await takeLock(tx, "tree");
    const below = alias(tenants, "below");
    const forgotten = await tx
      .select({ id: tenants.id })
      .from(tenants)
      .where(
        and(
          isNotNull(tenants.purgedAt),
          notExists(tx.select({ id: below.id }).from(below).where(eq(below.parentId, tenants.id))),
          notExists(tx.select({ id: auditLog.id }).from(auditLog).where(eq(auditLog.tenantId, tenants.id))),
        ),
      )
      .limit(batchSize);
    if (forgotten.length === 0) return 0;
    await tx.delete(tenants).where(
      inArray(
        tenants.id,
        forgotten.map(({ id }) => id),
      ),
    );
    return forgotten.length;
  });
}

const atOrBelow = (column: PgColumn, { path }: Due) => sql`${column} <@ ${path}::ltree`;
