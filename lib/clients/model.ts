import { defineList, oneOf, searchText } from "@/lib/list/address";
import type { StorageUse } from "@/lib/quotas/model";
import type { ClientKind, TenantMode, TenantStatus } from "@/lib/vocabulary";
import { TENANT_MODES, TENANT_STATUSES } from "@/lib/vocabulary";

/** The steps of the wizard, and the fields of each. */
export const WIZARD_STEPS = ["client", "quota", "administrator"] as const;

export type WizardStep = (typeof WIZARD_STEPS)[number];

export const FIELDS_OF_STEP: Record<WizardStep, readonly string[]> = {
  client: ["name", "mode", "language"],
  quota: ["unlimited", "quotaAmount", "quotaUnit"],
  administrator: ["email", "useEmailAsLogin", "login", "administratorLanguage", "firstName", "lastName"],
};

/** Units have no quota of their own: they use their customer's. */
export function stepsOf(kind: ClientKind): WizardStep[] {
  return WIZARD_STEPS.filter((step) => step !== "quota" || kind !== "unit");
}

/** A line of the list of clients. */
export type ClientSummary = {
  id: number;
  path: string;
  name: string;
  kind: ClientKind;
  mode: TenantMode | null;
  status: TenantStatus;
  selfManaged: boolean;
  disabledAt: Date | null;
  deletedAt: Date | null;
  /** Of a deleted one: the end of the time in which it can be recovered. */
  recoverableUntil: Date | null;
  /** Of a deleted one: whether that time is not over. */
  recoverable: boolean;
  /** Its own users without deleted ones, and without those of its own clients. Null where the reader can't see them. */
  users: number | null;
  storage: StorageUse | null;
  createdAt: Date;
};

/** What the list can be narrowed down to by how full quotas are, and the least level that each means (storage_level()). */
export const LEAST_LEVELS = { nearly_full: 1, full: 2 } as const;

export type QuotaFilter = keyof typeof LEAST_LEVELS;

export const QUOTA_FILTERS = ["nearly_full", "full"] as const satisfies QuotaFilter[];

/** Some clients in the chosen order. */
export type ClientPage = {
  clients: ClientSummary[];
  /** Whether the list begins before these. */
  earlier: boolean;
  /** The id after which the list goes on; null at its end. */
  next: number | null;
};

/** The list's filters and orders. Without a status it is everything except what has been deleted. */
export const CLIENT_LIST = defineList(
  {
    search: searchText,
    kind: oneOf(["customer", "partner"]),
    mode: oneOf(TENANT_MODES),
    status: oneOf(TENANT_STATUSES),
    quota: oneOf(QUOTA_FILTERS),
  },
  {
    name: "ascending",
    storage: "descending",
    share: "descending",
    users: "descending",
    status: "ascending",
    created: "descending",
  },
);

export type ClientListState = ReturnType<typeof CLIENT_LIST.parse>;

export type ClientFilter = ClientListState["filter"];
