import type { Actor } from "@/lib/access/actor";
import { AppError } from "@/lib/errors";
import { LIFE_CYCLE_ACTIONS, type LifeCycleAction, USER_EDITS, type UserEdit, type UserStatus } from "@/lib/vocabulary";
import { administers, obstacleOf, type Place, type Rule, reads, type Who } from "./reach";

/** What can be done to users of a tenant: portal-spec.md, "Roles". */
export type UserAction =
  | "user.list"
  | "user.create"
  | "user.end_sessions"
  | "user.reset_trusted_browsers"
  | "email.send_again"
  | UserEdit
  | LifeCycleAction;

const USER: Record<UserAction, Rule> = {
  "user.list": reads,
  "user.create": administers,
  "user.end_sessions": administers,
  "user.reset_trusted_browsers": administers,
  "email.send_again": administers,
  "user.update_general": administers,
  "user.update_roles": administers,
  "user.update_settings": administers,
  "user.resend_activation": administers,
  "user.reset_password": administers,
  "user.reset_two_factor": administers,
  "user.enable": administers,
  "user.disable": administers,
  "user.recover": administers,
  "user.delete": administers,
  "user.remove": administers,
};

/** Who uses the services of a tenant: seen by administrators and by those who look after backups; others see only themselves. */
const listServiceUsers: Rule<Place, Pick<Actor, "tenantPath" | "access">> = ({ access }) =>
  access === "self" ? "FORBIDDEN" : null;

export const USER_RULES = { ...USER, "service_user.list": listServiceUsers };

const allows = (actor: Who, action: UserAction, place: Place) => obstacleOf(USER[action], actor, place) === null;

/** What users never do to themselves: the way back would be closed, or is guarded better in "My account". */
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

/** What makes sense in which state; a link that is sent works only while the tenant and all above it are enabled. */
const ACTIONS_IN: Record<UserStatus, readonly LifeCycleAction[]> = {
  active: ["user.reset_password", "user.reset_two_factor", "user.disable"],
  not_activated: ["user.resend_activation", "user.disable"],
  disabled: ["user.reset_two_factor", "user.enable", "user.delete"],
  deleted: ["user.recover", "user.remove"],
};
const SENDS_A_LINK: readonly LifeCycleAction[] = ["user.resend_activation", "user.reset_password"];

/** What an actor is offered to do to a user as they are now. The verbs decide again. */
export function actionsOn(
  actor: Who & Pick<Actor, "userId">,
  user: { id: number; status: UserStatus; twoFactor?: boolean; recoverable?: boolean },
  tenant: Place & { open: boolean },
): LifeCycleAction[] {
  const over = user.status === "deleted" && user.recoverable === false;
  return LIFE_CYCLE_ACTIONS.filter(
    (action) =>
      allows(actor, action, tenant) &&
      ACTIONS_IN[user.status].includes(action) &&
      !(actor.userId === user.id && NEVER_TO_ONESELF.includes(action)) &&
      !(!tenant.open && SENDS_A_LINK.includes(action)) &&
      !(action === "user.reset_two_factor" && !user.twoFactor) &&
      !(over && action === "user.recover"),
  );
}

/** Which parts of a user's page an actor is offered to edit. The verbs decide again. */
export function editsOn(
  actor: Who & Pick<Actor, "userId">,
  user: { id: number; status: UserStatus },
  tenant: Place,
): UserEdit[] {
  return USER_EDITS.filter(
    (edit) =>
      user.status !== "deleted" &&
      allows(actor, edit, tenant) &&
      !(actor.userId === user.id && NEVER_TO_ONESELF.includes(edit)),
  );
}

/** Why an actor is not offered to disable a user who could be disabled otherwise. */
export function obstacleToDisabling(
  actor: Pick<Actor, "userId">,
  user: { id: number; lastAdministrator: boolean },
): "own" | "lastAdministrator" | null {
  if (actor.userId === user.id) return "own";
  return user.lastAdministrator ? "lastAdministrator" : null;
}

/** Whether an actor is offered to end a user's sessions and the trust in their browsers; their own are in "My account". */
export function canEndSessions(actor: Who & Pick<Actor, "userId">, user: { id: number }, place: Place): boolean {
  return user.id !== actor.userId && allows(actor, "user.end_sessions", place);
}
