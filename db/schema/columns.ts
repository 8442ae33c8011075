import { sql } from "drizzle-orm";
import { bigint, customType, pgPolicy, pgRole, timestamp } from "drizzle-orm/pg-core";

/** Postgres's ltree: a tenant's place in the tree as numeric ids from the root down, e.g. `1.7.42`. */
export const ltree = customType<{ data: string }>({ dataType: () => "ltree" });

/** An internal id: a 64-bit number, safe as a JavaScript number for the first 9 * 10^15 rows. */
export const id = (name: string) => bigint(name, { mode: "number" });

/** A moment in UTC. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** The role an actor's transaction runs as; created by the first migration, cannot log in. */
export const portalApp = pgRole("portal_app").existing();

/*
 * The settings that asActor() makes for its transaction, as policies read them. Each is wrapped in a SELECT so that
 * Postgres evaluates it once a statement and not once a row. Unset means no scope, which matches nothing.
 */
const scope = sql`(select nullif(current_setting('backstay.scope', true), '')::ltree)`;
const access = sql`(select current_setting('backstay.access', true))`;
const userId = sql`(select nullif(current_setting('backstay.user_id', true), '')::bigint)`;

/** Rows of the actor's subtree, for people who may look at it. */
const readable = sql`(tenant_path <@ ${scope} and ${access} in ('admin', 'read'))`;
/** Rows of the actor's subtree, for people who may change it. */
export const writable = sql`(tenant_path <@ ${scope} and ${access} = 'admin')`;

/**
 * The row-level security policies of a table whose rows belong to a tenant (`tenant_path`).
 * `ownBy` names the column with the user to whom a row belongs as well: people always see what is their own.
 */
export function tenantPolicies(options: { ownBy?: string; write?: boolean } = {}) {
  const own = options.ownBy ? sql` or ${sql.raw(options.ownBy)} = ${userId}` : sql``;
  const select = pgPolicy("in_scope_select", { for: "select", to: portalApp, using: sql`${readable}${own}` });
  if (options.write === false) return [select];
  return [
    select,
    pgPolicy("in_scope_insert", { for: "insert", to: portalApp, withCheck: writable }),
    pgPolicy("in_scope_update", { for: "update", to: portalApp, using: writable, withCheck: writable }),
    pgPolicy("in_scope_delete", { for: "delete", to: portalApp, using: writable }),
  ];
}

export const policySettings = { scope, access, userId };
