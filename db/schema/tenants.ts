import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  pgPolicy,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bytewise, id, ltree, moment, policySettings, portalApp } from "./columns";

const { scope, access } = policySettings;
const inScope = sql`path <@ ${scope}`;

/** The company tree. `path` is set by a trigger from the parent; every row that belongs to a tenant repeats it. */
export const tenants = pgTable(
  "tenants",
  {
    id: id("id").primaryKey().generatedAlwaysAsIdentity(),
    parentId: id("parent_id").references((): AnyPgColumn => tenants.id),
    // Overwritten by the trigger `tenants_place` from the parent's path.
    path: ltree("path").notNull().default(""),
    kind: text("kind", { enum: ["root", "partner", "customer", "unit"] }).notNull(),
    name: text("name").notNull(),
    mode: text("mode", { enum: ["trial", "production"] }),
    language: text("language").notNull(),
    requireTwoFactor: boolean("require_two_factor").notNull().default(false),
    disabledAt: moment("disabled_at"),
    deletedAt: moment("deleted_at"),
    version: integer("version").notNull().default(1),
    createdAt: moment("created_at").notNull().defaultNow(),
    searchKey: bytewise("search_key").generatedAlwaysAs(sql`search_form(' ' || name)`).notNull(),
  },
  (table) => [
    unique("tenants_id_path_key").on(table.id, table.path),
    uniqueIndex("tenants_one_root").on(table.kind).where(sql`kind = 'root'`),
    uniqueIndex("tenants_name_per_parent").on(table.parentId, sql`lower(name)`).where(sql`deleted_at is null`),
    index("tenants_path_gist").using("gist", table.path),
    index("tenants_search").using("gin", table.searchKey.op("gin_trgm_ops")).with({ fastupdate: false }),
    check("tenants_kind", sql`kind in ('root', 'partner', 'customer', 'unit')`),
    check("tenants_root_has_no_parent", sql`(kind = 'root') = (parent_id is null)`),
    check(
      "tenants_mode_of_customer",
      sql`(kind = 'customer') = (mode is not null) and mode in ('trial', 'production')`,
    ),
    check("tenants_name_length", sql`char_length(name) between 1 and 255`),
    // Somebody without administrator rights sees their own company and nothing below it.
    pgPolicy("in_scope_select", {
      for: "select",
      to: portalApp,
      using: sql`${inScope} and (${access} in ('admin', 'read') or path = ${scope})`,
    }),
    // The own tenant can be changed but not made: a new one always hangs below.
    pgPolicy("in_scope_insert", {
      for: "insert",
      to: portalApp,
      withCheck: sql`${inScope} and path <> ${scope} and ${access} = 'admin'`,
    }),
    pgPolicy("in_scope_update", {
      for: "update",
      to: portalApp,
      using: sql`${inScope} and ${access} = 'admin'`,
      withCheck: sql`${inScope} and ${access} = 'admin'`,
    }),
  ],
);
