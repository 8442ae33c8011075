import { searchSchema } from "@/lib/list/schema";
import type { TenantKind, TenantStatus } from "@/lib/tenants/schema";
import type { UserStatus } from "@/lib/users/schema";

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

/** What an address asks for; null when there is nothing to look for. */
export function parseSearch(query: { q?: unknown; in?: unknown }): { search: string; area: SearchArea } | null {
  const search = searchSchema.safeParse(query.q);
  return search.success ? { search: search.data, area: query.in === "tenants" ? "tenants" : "all" } : null;
}
