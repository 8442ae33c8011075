import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { quotas } from "@/db/tables";
import type { TestTenant, TestUser } from "./factories";

/** Sets a quota past every verb; level and threshold as a new one has them unless said otherwise. */
export async function giveQuota(
  { id, path }: TestTenant,
  valueBytes: number | null,
  more: { overageBytes?: number | null; noticePercent?: number } = {},
): Promise<void> {
  await asSystem("test", (tx) =>
    tx.insert(quotas).values({ tenantId: id, tenantPath: path, item: "storage", valueBytes, ...more }),
  );
}

/** The quota row as it is in the database. */
export async function quotaOf({ id }: TestTenant) {
  const [row] = await asSystem("test", (tx) => tx.select().from(quotas).where(sql`${quotas.tenantId} = ${id}`));
  return row;
}

/** The notices about quotas in the outbox, oldest first: `template about tenant to login`. */
export async function quotaNotices(): Promise<string[]> {
  const rows = await asSystem("test", (tx) =>
    tx.execute(sql`select template || ' about ' || (payload ->> 'tenantName') || ' to ' || u.login as notice
      from emails e join users u on u.id = e.user_id where template like 'quota%' order by e.created_at, u.id`),
  );
  return rowsOf<{ notice: string }>(rows).map(({ notice }) => notice);
}

/** What notices about a tenant look like for some users. */
export const notice = (template: string, about: TestTenant, ...people: TestUser[]) =>
  people.map(({ login }) => `${template} about ${about.name} to ${login}`);
