import type { TenantKind, TenantStatus, UserStatus } from "@/lib/vocabulary";

/** What can be looked for: everything, or companies alone to go to. */
export const SEARCH_AREAS = ["all", "tenants"] as const;

export type SearchArea = (typeof SEARCH_AREAS)[number];

export type TenantHit = {
  id: number;
  name: string;
  kind: TenantKind;
  status: TenantStatus;
  /** The one above, where the reader may see it. */
  parentName: string | null;
};

export type UserHit = {
  id: number;
  tenantId: number;
  login: string;
  email: string;
  name: string | null;
  status: UserStatus;
  tenantName: string;
};

export type SearchHits = { tenants: TenantHit[]; users: UserHit[] };
