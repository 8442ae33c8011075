import { and, eq, sql } from "drizzle-orm";
import { asActor, rowsOf, type Transaction } from "@/db";
import { usageTotals } from "@/db/tables";
import type { Reader } from "@/lib/access/actor";
import { openList } from "@/lib/clients/list-clients";
import type { UsageReport } from "@/lib/outbox/model";
import { countClients } from "@/lib/overview/queries";
import { dayIn } from "@/lib/time-zone/days";
import type { Mailing } from "./send-mailing";
import { storageLines } from "./storage-lines";

/** Until this day of a month, at the provider, its report goes out; a server that was off longer leaves it out. */
const LAST_DAY = 5;
/** At most this many clients or units are in it; the list and its file have all of them. */
const MOST_BELOW = 50;

/** "Scheduled reports": in the first days of a month, how much storage a company and those directly below it use. */
export const USAGE_REPORT: Mailing = {
  template: "usage_report",
  periodAt: (now, timeZone) => {
    const day = dayIn(timeZone, now);
    return Number(day.slice(8)) <= LAST_DAY ? `${day.slice(0, 7)}-01` : null;
  },
  nextTenants: measuredTenants,
  emailAbout: async (reader, tenantId) => {
    const payload = await usageReportOf(reader, tenantId);
    return payload && { template: "usage_report", payload };
  },
};

/** Where nothing has been measured there is nothing to report. */
async function measuredTenants(tx: Transaction, after: number, atMost: number): Promise<number[]> {
  const rows = await tx
    .select({ id: usageTotals.tenantId })
    .from(usageTotals)
    .where(
      and(
        sql`${usageTotals.tenantId} > ${after}`,
        eq(usageTotals.item, "storage"),
        sql`${usageTotals.newestAt} is not null`,
      ),
    )
    .orderBy(usageTotals.tenantId)
    .limit(atMost);
  return rows.map(({ id }) => id);
}

/**
 * The figures of a usage report, as the reader's list of clients shows them; null where nothing has been measured.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF_MANAGED.
 */
export async function usageReportOf(reader: Reader, tenantId: number): Promise<UsageReport | null> {
  const { kind } = await openList(reader, tenantId);
  return asActor(reader, async (tx) => {
    const [own] = await storageLines(tx, [tenantId]);
    if (!own?.line.measuredAt) return null;
    const below = await storageLines(tx, await largestBelow(tx, tenantId));
    const { active, disabled } = (await countClients(tx, tenantId)).byStatus;
    return { tenantId, kind, own: own.line, below: below.map(({ line }) => line), total: active + disabled };
  });
}

/**
 * Walks the index on usage. Whether a company is deleted is looked up by its key: a join would make the policies read
 * the whole scope.
 */
async function largestBelow(tx: Transaction, parentId: number): Promise<number[]> {
  const result = await tx.execute(sql`
    select u.tenant_id::float8 as id from usage_totals u
    where u.parent_id = ${parentId} and u.item = 'storage'
      and (select t.deleted_at is null from tenants t where t.id = u.tenant_id)
    order by u.used_bytes desc, u.tenant_id desc limit ${MOST_BELOW}`);
  return rowsOf<{ id: number }>(result).map(({ id }) => id);
}
