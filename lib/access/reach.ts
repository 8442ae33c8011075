import { AppError, type ErrorCode } from "@/lib/errors";
import type { Actor } from "./actor";

/** Where something is done: a tenant, or the tenant that a user belongs to. */
export type Place = { path: string };

/** As much of an actor as most rules ask about. */
export type Who = Pick<Actor, "tenantPath" | "roles">;

/**
 * What a domain says about one action in a place within reach: null when the actor can do it, else the refusal. Callers ask
 * through `can` and `assertCan`, which judge the reach first.
 */
export type Rule<P extends Place = Place, W extends Pick<Actor, "tenantPath"> = Who> = (
  actor: W,
  place: P,
) => ErrorCode | null;

/** Whether a place is the actor's own tenant or below it. */
export function isWithin(actor: Pick<Actor, "tenantPath">, { path }: Place): boolean {
  return path === actor.tenantPath || path.startsWith(`${actor.tenantPath}.`);
}

/** Why a rule keeps an actor from something in a place; NOT_FOUND out of reach, whatever the rule says. */
export function obstacleOf<P extends Place, W extends Pick<Actor, "tenantPath">>(
  rule: Rule<P, W>,
  actor: W,
  place: P,
): ErrorCode | null {
  return isWithin(actor, place) ? rule(actor, place) : "NOT_FOUND";
}

/** Administrators of the Management Portal, read-only ones included. */
export const reads: Rule = ({ roles }) => (roles.management_portal ? null : "FORBIDDEN");

/** Administrators of the Management Portal who can change things. */
export const administers: Rule = ({ roles }) =>
  roles.management_portal && roles.management_portal !== "readonly_admin" ? null : "FORBIDDEN";

/**
 * Before a change looks anything up: users who can't change anything are refused, whatever they request.
 * @throws AppError FORBIDDEN.
 */
export function assertCanChange(actor: Pick<Actor, "access">): void {
  if (actor.access !== "admin") throw new AppError("FORBIDDEN");
}
