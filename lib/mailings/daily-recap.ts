import { sql } from "drizzle-orm";
import { type FindIds, idsBehindPolicies, rowsOf, type Transaction } from "@/db";
import { emails, users } from "@/db/tables";
import type { Reader } from "@/lib/access/actor";
import { findClientIds, openList } from "@/lib/clients/list-clients";
import { CLIENT_LIST, LEAST_LEVELS, QUOTA_FILTERS, type QuotaFilter } from "@/lib/clients/model";
import { countUnsentEmails, READ_BY_TENANT } from "@/lib/email/list-unsent-emails";
import { UNSENT_DAYS } from "@/lib/email/model";
import { COUNTED_TO } from "@/lib/list/counting";
import type { DailyRecap, FilledQuota } from "@/lib/outbox/model";
import { countFilledQuotas } from "@/lib/overview/queries";
import { quotaLevel } from "@/lib/quotas/model";
import { withTenantsBelow } from "@/lib/tenants/below";
import type { TenantView } from "@/lib/tenants/model";
import { isoIn } from "@/lib/time-zone/days";
import type { Mailing } from "./send-mailing";
import { storageLines } from "./storage-lines";

/** From this hour of the provider's day on, until it ends. */
const FIRST_HOUR = 10;
/** At most this many quotas of clients are in it; the list has all of them. */
const MOST_BELOW = 20;

/** "Daily recap": once a day, if there is any, what needs attention in a company and directly below it. */
export const DAILY_RECAP: Mailing = {
  template: "daily_recap",
  periodAt: (now, timeZone) => {
    const [day = "", time = ""] = isoIn(timeZone, now).split("T");
    return Number(time.slice(0, 2)) >= FIRST_HOUR ? day : null;
  },
  nextTenants: tenantsWithAlerts,
  // It would be the next one's alert, and so on forever.
  except: sql`exists (select from ${emails} unsent where unsent.user_id = ${users.id} and unsent.template = 'daily_recap'
    and unsent.to_address = ${users.email} and unsent.status = 'failed'
    and unsent.created_at > now() - make_interval(days => ${UNSENT_DAYS}::int))`,
  emailAbout: async (reader, tenantId) => {
    const payload = await dailyRecapOf(reader, tenantId);
    return payload && { template: "daily_recap", payload };
  },
};

/**
 * Those that may have one: their own quota or one directly below, or an email that failed here or below. Quotas are held a little
 * longer than they are filled (docs/decisions/0020), so each is looked at again.
 */
async function tenantsWithAlerts(tx: Transaction, after: number, atMost: number): Promise<number[]> {
  const result = await tx.execute(sql`
    with failed as (
      select distinct tenant_path from emails
      where status = 'failed' and created_at > now() - make_interval(days => ${UNSENT_DAYS}::int)),
    alerted (id) as (
      select tenant_id from quotas where level > 0
      union select parent_id from quotas where level > 0
      union select unnest(string_to_array(ltree2text(tenant_path), '.')::bigint[]) from failed)
    select id::float8 as id from alerted where id > ${after} order by alerted.id limit ${atMost}`);
  return rowsOf<{ id: number }>(result).map(({ id }) => id);
}

/**
 * What needs attention, as the reader's overview counts it; null where nothing does.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF_MANAGED.
 */
export async function dailyRecapOf(reader: Reader, tenantId: number): Promise<DailyRecap | null> {
  const tenant = await openList(reader, tenantId);
  const seen = await withTenantsBelow(reader, tenant, READ_BY_TENANT, async (tx, subtree) => {
    const [[own = null], nearlyFull, failedEmails] = await Promise.all([
      filledOf(tx, [tenantId]),
      countFilledQuotas(tx, tenantId, LEAST_LEVELS.nearly_full),
      countUnsentEmails(tx, subtree, "failed", COUNTED_TO),
    ]);
    return { own, nearlyFull, failedEmails };
  });
  const { own, nearlyFull, failedEmails } = seen;
  if (!own && nearlyFull + failedEmails === 0) return null;
  const below = nearlyFull === 0 ? [] : await fullestBelow(reader, tenant);
  return { tenantId, name: tenant.name, own, below, nearlyFull, failedEmails };
}

/** Those that are full before those that are nearly full, by name. */
function fullestBelow(reader: Reader, parent: Pick<TenantView, "id" | "path" | "selfManaged">): Promise<FilledQuota[]> {
  const find = async (ids: FindIds) => {
    const wanted = (quota: QuotaFilter) => ({ ...CLIENT_LIST.parse({ quota }), limit: MOST_BELOW });
    const found = await Promise.all(
      QUOTA_FILTERS.toReversed().map((quota) => findClientIds(ids, parent, wanted(quota))),
    );
    return [...new Set(found.flat())].slice(0, MOST_BELOW);
  };
  return idsBehindPolicies("clients with filled quotas", reader, { path: parent.path }, find, filledOf);
}

async function filledOf(tx: Transaction, ids: readonly number[]): Promise<FilledQuota[]> {
  return (await storageLines(tx, ids)).flatMap(({ line, use }) => {
    const level = quotaLevel(use);
    return level === "below" ? [] : { ...line, level };
  });
}
