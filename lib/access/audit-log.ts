import type { Actor } from "@/lib/access/actor";
import { isWithin } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";

type Place = { tenantPath: string };

/** Whether an actor may read what happened in a tenant: administrators of the portal, read-only ones included. */
export function mayReadAuditLog(actor: Pick<Actor, "tenantPath" | "roles">, place: Place): boolean {
  return isWithin(actor, place) && actor.roles.management_portal !== undefined;
}

/** @throws AppError NOT_FOUND for a place out of reach, which must look as if it did not exist; FORBIDDEN within. */
export function assertMayReadAuditLog(actor: Pick<Actor, "tenantPath" | "roles">, place: Place): void {
  if (mayReadAuditLog(actor, place)) return;
  throw new AppError(isWithin(actor, place) ? "FORBIDDEN" : "NOT_FOUND");
}
