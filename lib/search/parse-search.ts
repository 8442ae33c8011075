import { searchText } from "@/lib/list/address";
import type { SearchArea } from "./model";

/** What an address searches for; null if there is nothing to look for. */
export function parseSearch(query: { q?: unknown; in?: unknown }): { search: string; area: SearchArea } | null {
  const search = searchText(query.q);
  return search ? { search, area: query.in === "tenants" ? "tenants" : "all" } : null;
}
