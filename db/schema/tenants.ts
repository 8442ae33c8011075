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

const { scope, access, meetsSelfManaged } = policySettings;
/** Of a self-managed customer those above see the customer itself, but not its units. */
const inScope = sql`path <@ ${scope} and not (self_managed and kind = 'unit' and ${meetsSelfManaged})`;

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
    // What tells names apart, as uniqueNameOf() makes it of the name. Written by the program, since what the database makes of case
    // depends on its language.
    uniqueName: bytewise("unique_name").notNull(),
    mode: text("mode", { enum: ["trial", "production"] }),
    language: text("language").notNull(),
    /** By its IANA name; null for that of the tenant above, and for UTC where there is none: time_zone_at(). */
    timeZone: text("time_zone"),
    // Applies to the tenant's own users, and to the units of a customer; two_factor_required() reads it.
    requireTwoFactor: boolean("require_two_factor").notNull().default(false),
    /** Of a trial: when the daily job makes it production. Set by the trigger `tenants_place`. */
    trialEndsAt: moment("trial_ends_at"),
    /** When its administrators were notified that the trial ends. */
    trialNoticeAt: moment("trial_notice_at"),
    /** Of a customer, and passed on to its units: users and what they do are hidden from those above the customer. */
    selfManaged: boolean("self_managed").notNull().default(false),
    disabledAt: moment("disabled_at"),
    /** Set in the whole subtree by delete_tenant(), so that what looks for it finds nothing that is gone. */
    deletedAt: moment("deleted_at"),
    /** The tenant with which this one was deleted, and with which it is recovered: itself, or one above. */
    deletedWith: id("deleted_with"),
    /** All its data is permanently deleted; the row stays as long as the audit log has entries about it. */
    purgedAt: moment("purged_at"),
    version: integer("version").notNull().default(1),
    createdAt: moment("created_at").notNull().defaultNow(),
    searchKey: bytewise("search_key").generatedAlwaysAs(sql`search_form(' ' || name)`).notNull(),
    // What lists sort by: no longer than an index takes.
    nameKey: bytewise("name_key").generatedAlwaysAs(sql`left(search_form(name), 200)`).notNull(),
  },
  (table) => [
    unique("tenants_id_path_key").on(table.id, table.path),
    uniqueIndex("tenants_one_root").on(table.kind).where(sql`kind = 'root'`),
    uniqueIndex("tenants_name_per_parent").on(table.parentId, table.uniqueName).where(sql`deleted_at is null`),
    index("tenants_path_gist").using("gist", table.path),
    index("tenants_self_managed_gist").using("gist", table.path).where(sql`self_managed and kind = 'customer'`),
    // One for each order of the list of clients, with what its filters ask for: what is not shown is passed over in the index.
    index("tenants_by_name").on(
      table.parentId,
      table.nameKey,
      table.id,
      table.kind,
      table.mode,
      table.disabledAt,
      table.deletedAt,
      table.purgedAt,
    ),
    index("tenants_by_creation").on(
      table.parentId,
      table.createdAt,
      table.id,
      table.kind,
      table.mode,
      table.disabledAt,
      table.deletedAt,
      table.purgedAt,
    ),
    index("tenants_search").using("gin", table.searchKey.op("gin_trgm_ops")).with({ fastupdate: false }),
    check("tenants_kind", sql`kind in ('root', 'partner', 'customer', 'unit')`),
    check("tenants_root_has_no_parent", sql`(kind = 'root') = (parent_id is null)`),
    check(
      "tenants_mode_of_customer",
      sql`(kind = 'customer') = (mode is not null) and mode in ('trial', 'production')`,
    ),
    check("tenants_units_inherit_two_factor", sql`kind <> 'unit' or not require_two_factor`),
    check("tenants_trial_ends", sql`(mode is not distinct from 'trial') = (trial_ends_at is not null)`),
    check("tenants_self_managed", sql`not self_managed or kind in ('customer', 'unit')`),
    check("tenants_purged_is_deleted", sql`purged_at is null or deleted_at is not null`),
    check("tenants_time_zone", sql`char_length(time_zone) between 1 and 64`),
    check("tenants_name_length", sql`char_length(name) between 1 and 255`),
    // A user without administrator rights sees their own company and nothing below it.
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
