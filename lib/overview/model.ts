import type { StorageUse } from "@/lib/quotas/model";
import type { TenantMode, TenantStatus, UserStatus } from "@/lib/vocabulary";

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

/** Nothing below it, and no users but the reader: time to say what to do first. */
export function isFresh({ clients, users }: Overview): boolean {
  const { active, disabled, deleted } = clients.byStatus;
  return active + disabled + deleted === 0 && users.active + users.not_activated + users.disabled <= 1;
}
