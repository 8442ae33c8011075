import type { StorageUse } from "@/lib/quotas/schema";
import { MOST_COUNTED, type TenantMode, type TenantStatus } from "@/lib/tenants/schema";
import type { UserStatus } from "@/lib/users/schema";

/** Figures that are counted stop at one more than MOST_COUNTED: beyond, a page says that there are more. */
export const COUNTED_TO = MOST_COUNTED + 1;

/** Where there are more than are counted, shares of a whole would be made up: there is no picture of them then. */
export const isWhole = (counts: readonly number[]) => counts.every((count) => count < COUNTED_TO);

/** The states of users that the overview counts. */
export const COUNTED_STATUSES = ["active", "not_activated", "disabled"] as const satisfies UserStatus[];
export type CountedStatus = (typeof COUNTED_STATUSES)[number];

/** What an administrator wants to see first of a tenant. */
export type Overview = {
  /** Those directly below it, exactly: what its list of clients shows. */
  clients: { byStatus: Record<TenantStatus, number>; byMode: Record<TenantMode, number> };
  /** Of those: quotas that are almost reached or more, and those that are reached or more. Counted to COUNTED_TO. */
  quotas: { nearlyFull: number; full: number };
  /** Of it and everything below it. */
  storage: StorageUse | null;
  /** Its own, what its list of users shows. Counted to COUNTED_TO. */
  users: Record<CountedStatus, number>;
  /** Of it and everything below it, of the last days. Counted to COUNTED_TO. */
  emails: { failed: number; queued: number };
};

/** Nothing below it, and nobody in it but one, who reads this: time to say what to do first. */
export function isFresh({ clients, users }: Overview): boolean {
  const { active, disabled, deleted } = clients.byStatus;
  return active + disabled + deleted === 0 && users.active + users.not_activated + users.disabled <= 1;
}
