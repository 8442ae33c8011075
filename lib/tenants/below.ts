import { sql } from "drizzle-orm";
import { idsBehindPolicies, type Scope, type Transaction } from "@/db";

/** A tenant, and the IDs of it and everything below it where these are few. */
export type Subtree = { id: number; path: string; few: number[] | null };

/**
 * Reads with the IDs of a tenant and everything below it, for queries that look at them one by one; `few` is null where
 * there are more than `most`, and walking an index of everything with the path as a filter soon finds enough rows
 * (docs/decisions/0011). Under a policy only the actor's whole scope can be looked up by path, however little of it is
 * asked for.
 * @param place a tenant that has been found for this actor, who can read it.
 */
export function withTenantsBelow<T>(
  actor: Scope,
  { id, path }: { id: number; path: string },
  most: number,
  read: (tx: Transaction, subtree: Subtree) => Promise<T>,
): Promise<T> {
  const below = sql`select id from tenants where path <@ ${path}::ltree
    and not (self_managed and kind = 'unit' and (select actor_meets_self_managed())) limit ${most + 1}`;
  return idsBehindPolicies(
    "tenants at and below one",
    actor,
    { path },
    (ids) => ids(below),
    (tx, found) => read(tx, { id, path, few: found.length > most ? null : found }),
    // The planner takes a subtree for small, and would collect all of it before it stops at the limit.
    { enable_bitmapscan: "off" },
  );
}

/** IDs as an array that a query unnests. */
export const idArray = (ids: readonly number[]) => sql`${`{${ids.join(",")}}`}::bigint[]`;
