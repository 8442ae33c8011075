import { type SQL, sql } from "drizzle-orm";
import { rowsOf, type Transaction } from "@/db";
import { noteEnqueued } from "@/lib/outbox/note-enqueued";

/** Compares the totals of tenants with their quotas after a measurement. @returns how many emails that caused. */
export const settleQuotas = (tx: Transaction, tenantIds: readonly (number | string)[]): Promise<number> =>
  settle(tx, sql`settle_quotas(${`{${tenantIds.join(",")}}`}::bigint[], true)`);

/** The same for a tenant whose quota or threshold has been changed. */
export const settleChangedQuota = (tx: Transaction, tenantId: number): Promise<number> =>
  settle(tx, sql`settle_changed_quota(${tenantId})`);

/** The same for a tenant that has been enabled again, and for what is open below it. */
export const settleReopened = (tx: Transaction, tenantId: number): Promise<number> =>
  settle(tx, sql`settle_reopened(${tenantId})`);

/** The notices are written in the database: they may go to users who are out of the actor's sight. */
async function settle(tx: Transaction, call: SQL): Promise<number> {
  const written = rowsOf<{ written: number }>(await tx.execute(sql`select ${call} as written`))[0]?.written ?? 0;
  if (written > 0) noteEnqueued();
  return written;
}
