import { AppError, type ErrorCode } from "@/lib/errors";
import { AGREEMENT_RULES } from "./agreement";
import { AUDIT_LOG_RULES } from "./audit-log";
import { BRAND_RULES } from "./brand";
import { CLIENT_RULES } from "./clients";
import { QUOTA_RULES } from "./quotas";
import { obstacleOf, type Rule } from "./reach";
import { SECURITY_RULES, TENANT_RULES } from "./tenants";
import { USER_RULES } from "./users";

const RULES = {
  ...AGREEMENT_RULES,
  ...AUDIT_LOG_RULES,
  ...BRAND_RULES,
  ...CLIENT_RULES,
  ...QUOTA_RULES,
  ...SECURITY_RULES,
  ...TENANT_RULES,
  ...USER_RULES,
};
type Rules = typeof RULES;

/** Every permission, as `domain.verb`. Each domain's file has its rules. */
export type Action = keyof Rules;
/** What an action wants to know of the actor and of the place. */
export type ActorFor<A extends Action> = Parameters<Rules[A]>[0];
export type PlaceFor<A extends Action> = Parameters<Rules[A]>[1];

/**
 * Why an actor can't do something in a place; null when they can. NOT_FOUND for every place out of reach, which must look
 * as if it didn't exist.
 */
export function obstacle<A extends Action>(actor: ActorFor<A>, action: A, place: PlaceFor<A>): ErrorCode | null {
  return obstacleOf(RULES[action] as Rule<PlaceFor<A>, ActorFor<A>>, actor, place);
}

/** Whether an actor can do something in a place. Pages ask this to know what to offer; the verbs decide again. */
export function can<A extends Action>(actor: ActorFor<A>, action: A, place: PlaceFor<A>): boolean {
  return obstacle(actor, action, place) === null;
}

/** @throws AppError NOT_FOUND for a place out of reach; else the refusal of the action's rule, FORBIDDEN in most cases. */
export function assertCan<A extends Action>(actor: ActorFor<A>, action: A, place: PlaceFor<A>): void {
  const code = obstacle(actor, action, place);
  if (code) throw new AppError(code);
}
