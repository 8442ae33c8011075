import { asSystem } from "@/db";
import { type AuditActor, auditEach } from "@/lib/audit/audit";
import { LIMITS, type LockNote } from "./limits";

type Owner = { id: number; login: string; tenantId: number; tenantPath: string };

/** Runs work after the answer, so that what only known logins cause does not show in the time it takes. */
export type Later = (work: () => Promise<void>) => unknown;

export const atOnce: Later = (work) => work();

/**
 * For an attempt on an account that exists: the audit entry of each lock that the attempt begins.
 * @param by who made the attempt: no one known at sign-in, the user at their own settings.
 */
export function auditLocksOf(owner: Owner, by: AuditActor, later: Later = atOnce): LockNote {
  const { id, login, tenantId, tenantPath } = owner;
  return async (limits) => {
    const lines = limits.flatMap((limit) => {
      const { locks, points, blockSeconds } = LIMITS[limit];
      if (!locks) return [];
      const details = { locked: locks, attempts: points, minutes: blockSeconds / 60 };
      return [{ object: { type: "user" as const, id, name: login, tenantId, tenantPath }, details }];
    });
    if (lines.length > 0) await later(() => asSystem("limits", (tx) => auditEach(tx, by, "session.lock", lines)));
  };
}
