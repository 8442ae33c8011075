import type { Actor } from "@/lib/access/actor";
import {
  TENANT_ACTIONS,
  type TenantAction,
  type TenantKind,
  type TenantMode,
  type TenantStatus,
  tenantStatus,
} from "@/lib/vocabulary";
import { administers, obstacleOf, type Place, type Rule, reads, type Who } from "./reach";

/** A tenant as its reader sees it. `insideHidden`: a self-managed customer, for those above, who see nothing inside it. */
export type SeenPlace = Place & { insideHidden?: boolean };

/** Whether an actor can open a tenant at all: their own one, and those below for users who can look around there. */
const open: Rule<Place, Pick<Actor, "tenantPath" | "access">> = (actor, { path }) =>
  path === actor.tenantPath || actor.access !== "self" ? null : "NOT_FOUND";

/** From above only: no one disables, deletes or moves their own company, or ends its trial. */
const fromAbove: Rule = (actor, place) =>
  administers(actor, place) ?? (place.path === actor.tenantPath ? "OWN_TENANT" : null);

/** From within only: those above can't end the self-management of a customer. */
const fromWithin: Rule = (actor, place) =>
  administers(actor, place) ?? (place.path === actor.tenantPath ? null : "FORBIDDEN");

const TENANT: Record<TenantAction, Rule> = {
  "tenant.update": administers,
  "tenant.start_production": fromAbove,
  "tenant.move": fromAbove,
  "tenant.end_self_management": fromWithin,
  "tenant.start_self_management": administers,
  "tenant.enable": fromAbove,
  "tenant.disable": fromAbove,
  "tenant.recover": fromAbove,
  "tenant.delete": fromAbove,
  "tenant.remove": fromAbove,
};

export const TENANT_RULES = { ...TENANT, "tenant.open": open };

const inside =
  (rule: Rule): Rule<SeenPlace> =>
  (actor, place) =>
    place.insideHidden ? "FORBIDDEN" : rule(actor, place);

/** Settings > Security. */
export const SECURITY_RULES = { "security.view": inside(reads), "security.change": inside(administers) };

/** What makes sense in which state. */
const ACTIONS_IN: Record<TenantStatus, readonly TenantAction[]> = {
  active: TENANT_ACTIONS.filter(
    (action) => !["tenant.enable", "tenant.delete", "tenant.recover", "tenant.remove"].includes(action),
  ),
  disabled: TENANT_ACTIONS.filter((action) => !["tenant.disable", "tenant.recover", "tenant.remove"].includes(action)),
  deleted: ["tenant.recover", "tenant.remove"],
};

/** A tenant as far as it matters to what can be done to it. */
export type ActionSubject = Place & {
  kind: TenantKind;
  mode: TenantMode | null;
  selfManaged: boolean;
  disabledAt: Date | null;
  deletedAt?: Date | null;
  /** Of a deleted one: whether the time in which it can be recovered is not over. */
  recoverable?: boolean;
  /** False when a tenant above it is disabled: enabling this one would change nothing. */
  openAbove?: boolean;
};

/** What an actor is offered to do to a tenant as it is now, in the order of showing. The verbs decide again. */
export function tenantActionsOn(actor: Who, tenant: ActionSubject): TenantAction[] {
  const { kind, mode, selfManaged, disabledAt, deletedAt = null, recoverable = true, openAbove = true } = tenant;
  const status = tenantStatus({ disabledAt, deletedAt });
  const sensible: Record<TenantAction, boolean> = {
    "tenant.update": true,
    "tenant.start_production": mode === "trial",
    "tenant.move": kind === "partner" || kind === "customer",
    "tenant.end_self_management": kind === "customer" && selfManaged,
    "tenant.start_self_management": kind === "customer" && !selfManaged,
    "tenant.enable": openAbove,
    "tenant.disable": true,
    "tenant.recover": recoverable,
    "tenant.delete": true,
    "tenant.remove": true,
  };
  return ACTIONS_IN[status].filter((action) => sensible[action] && obstacleOf(TENANT[action], actor, tenant) === null);
}
