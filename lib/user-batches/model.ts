import type { UserAction } from "@/lib/access/users";
import type { ErrorCode } from "@/lib/errors";
import type { ErrorValues } from "@/lib/form/model";
import type { Language, UserStatus } from "@/lib/vocabulary";

/** What can be done to many users of the list at once, in the order of the select. */
export const BATCH_ACTIONS = ["disable", "enable", "resend_activation", "change_language", "delete"] as const;

export type BatchAction = (typeof BATCH_ACTIONS)[number];

export const BATCH_MAX_USERS = 1000;

/** A checkbox of the list is called by this and the user's ID. */
export const BATCH_USER_FIELD = "user-";

/** The permission that each takes, one by one and together. */
export const PERMISSION_OF = {
  disable: "user.disable",
  enable: "user.enable",
  resend_activation: "user.resend_activation",
  change_language: "user.update_general",
  delete: "user.delete",
} as const satisfies Record<BatchAction, UserAction>;

/** How far it is with a user: nothing yet, done, nothing to change, or refused. */
export type BatchState = "waiting" | "done" | "unchanged" | "refused";

/** What will happen to a user as things are now. */
export type Foreseen = { state: Exclude<BatchState, "done">; error: ErrorCode | null };

type Judged = {
  id: number;
  status: UserStatus;
  activatedAt: Date | null;
};

/** What the verbs ask besides the user. */
type Circumstances = { actorId: number; lastAdministrator: number | null; tenantOpen: boolean };

/**
 * Who will be skipped, for the reasons that the verbs would give in their order. What changes afterwards, say because one
 * of two administrators is disabled before the other, the verbs say when it comes to it.
 */
export function foresee(action: BatchAction, user: Judged, place: Circumstances): Foreseen {
  const error = obstacleTo(action, user, place);
  if (error) return { state: "refused", error };
  const there: Partial<Record<BatchAction, boolean>> = {
    disable: user.status === "disabled",
    enable: user.status !== "disabled",
    delete: user.status === "deleted",
  };
  return { state: there[action] ? "unchanged" : "waiting", error: null };
}

function obstacleTo(action: BatchAction, user: Judged, place: Circumstances): ErrorCode | null {
  const { status } = user;
  const deleted = status === "deleted";
  const last = user.id === place.lastAdministrator;
  if ((action === "disable" || action === "delete") && user.id === place.actorId) return "SELF";
  switch (action) {
    case "disable":
      if (deleted) return "USER_DELETED";
      return last ? "LAST_ADMINISTRATOR" : null;
    case "resend_activation":
      if (deleted) return "NOT_FOUND";
      if (user.activatedAt) return "ALREADY_ACTIVE";
      if (status === "disabled") return "USER_DISABLED";
      return place.tenantOpen ? null : "TENANT_DISABLED";
    case "delete":
      if (deleted) return null;
      if (last) return "LAST_ADMINISTRATOR";
      return status === "disabled" ? null : "USER_NOT_DISABLED";
    default:
      return deleted ? "USER_DELETED" : null;
  }
}

/** A user of a batch, with what happened to them or will. */
export type BatchRow = {
  position: number;
  user: { id: number; login: string; name: string | null };
  state: BatchState;
  error: { code: ErrorCode; values: ErrorValues } | null;
};

/** Some rows of a batch, and the position after which they go on; null at the end. */
export type BatchPage = { rows: BatchRow[]; next: number | null };

/** A batch as its page shows it. */
export type BatchView = {
  id: string;
  action: BatchAction;
  /** Of "Change language" once it was started. */
  language: Language | null;
  stage: "draft" | "underway" | "finished";
  /** How many users there are, in all and in each state. Of a draft: as things are now. */
  total: number;
  counts: Record<BatchState, number>;
  page: BatchPage;
};
