import { searchSchema } from "@/lib/list/schema";
import type { SearchArea } from "./model";

/** What an address asks for; null when there is nothing to look for. */
export function parseSearch(query: { q?: unknown; in?: unknown }): { search: string; area: SearchArea } | null {
  const search = searchSchema.safeParse(query.q);
  return search.success ? { search: search.data, area: query.in === "tenants" ? "tenants" : "all" } : null;
}
