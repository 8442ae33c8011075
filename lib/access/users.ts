import { AppError } from "@/lib/errors";
import type { Place } from "@/lib/users/policy";
import { LIFE_CYCLE_ACTIONS, type LifeCycleAction, USER_EDITS, type UserEdit, type UserStatus } from "@/lib/vocabulary";
import type { Actor } from "./actor";
import { isWithin } from "./reach";

/** What may be done to users of a tenant. */
export type UserAction =
  | "user.list"
  | "user.create"
  | "user.end_sessions"
  | "user.reset_trusted_browsers"
  | "email.send_again"
  | UserEdit
  | LifeCycleAction;

/** Whether an actor may do something to the users of a tenant: portal-spec.md, "Roles". */
export function can(actor: Pick<Actor, "tenantPath" | "roles">, action: UserAction, place: Place): boolean {
  if (!isWithin(actor, place)) return false;
  const role = actor.roles.management_portal;
  if (!role) return false;
  return role === "readonly_admin" ? action === "user.list" : true;
}

/**
 * Whether an actor may see who uses the services of a tenant: administrators and those who look after backups. Others see
 * only themselves.
 */
export function maySeePeople(actor: Pick<Actor, "tenantPath" | "access">, place: Place): boolean {
  return isWithin(actor, place) && actor.access !== "self";
}

/**
 * Before a change looks anything up: people who may change nothing at all hear that, whatever they ask for.
 * @throws AppError FORBIDDEN.
 */
export function assertMayChange(actor: Pick<Actor, "access">): void {
  if (actor.access !== "admin") throw new AppError("FORBIDDEN");
}

/** @throws AppError NOT_FOUND for a place out of reach, which must look as if it did not exist; FORBIDDEN within. */
export function assertCan(actor: Pick<Actor, "tenantPath" | "roles">, action: UserAction, place: Place): void {
  if (can(actor, action, place)) return;
  throw new AppError(isWithin(actor, place) ? "FORBIDDEN" : "NOT_FOUND");
}

/** What nobody does to themself: the way back would be closed, or is guarded better in "My account". */
const NEVER_TO_ONESELF: readonly UserAction[] = [
  "user.disable",
  "user.delete",
  "user.reset_two_factor",
  "user.end_sessions",
  "user.reset_trusted_browsers",
  "user.update_roles",
];

/** @throws AppError SELF. */
export function assertNotSelf(actor: Pick<Actor, "userId">, action: UserAction, userId: number): void {
  if (actor.userId === userId && NEVER_TO_ONESELF.includes(action)) throw new AppError("SELF");
}

/** What makes sense in which state; a link that is sent works only while the tenant and all above it are not disabled. */
const ACTIONS_IN: Record<UserStatus, readonly LifeCycleAction[]> = {
  active: ["user.reset_password", "user.reset_two_factor", "user.disable"],
  not_activated: ["user.resend_activation", "user.disable"],
  disabled: ["user.reset_two_factor", "user.enable", "user.delete"],
  deleted: ["user.recover"],
};

const SENDS_A_LINK: readonly LifeCycleAction[] = ["user.resend_activation", "user.reset_password"];

/** What an actor is offered to do to a user as they are now. The verbs decide again. */
export function actionsOn(
  actor: Pick<Actor, "userId" | "tenantPath" | "roles">,
  user: { id: number; status: UserStatus; twoFactor?: boolean; recoverableUntil?: Date | null },
  tenant: { path: string; open: boolean },
): LifeCycleAction[] {
  const over = user.status === "deleted" && user.recoverableUntil && user.recoverableUntil.getTime() <= Date.now();
  return LIFE_CYCLE_ACTIONS.filter(
    (action) =>
      can(actor, action, { tenantPath: tenant.path }) &&
      ACTIONS_IN[user.status].includes(action) &&
      !(actor.userId === user.id && NEVER_TO_ONESELF.includes(action)) &&
      !(!tenant.open && SENDS_A_LINK.includes(action)) &&
      !(action === "user.reset_two_factor" && !user.twoFactor) &&
      !over,
  );
}

/** Which parts of a user's page an actor is offered to edit. The verbs decide again. */
export function editsOn(
  actor: Pick<Actor, "userId" | "tenantPath" | "roles">,
  user: { id: number; status: UserStatus },
  tenant: { path: string },
): UserEdit[] {
  return USER_EDITS.filter(
    (edit) =>
      user.status !== "deleted" &&
      can(actor, edit, { tenantPath: tenant.path }) &&
      !(actor.userId === user.id && NEVER_TO_ONESELF.includes(edit)),
  );
}

/** Why an actor is not offered to disable a user who could be disabled otherwise. */
export function obstacleTo(
  actor: Pick<Actor, "userId">,
  user: { id: number; lastAdministrator: boolean },
): "own" | "lastAdministrator" | null {
  if (actor.userId === user.id) return "own";
  return user.lastAdministrator ? "lastAdministrator" : null;
}

/** Whether an actor is offered to end somebody's sessions and the trust in their browsers; one's own stand in "My account". */
export function mayEndSessions(
  actor: Pick<Actor, "userId" | "tenantPath" | "roles">,
  user: { id: number },
  place: Place,
): boolean {
  return user.id !== actor.userId && can(actor, "user.end_sessions", place);
}
