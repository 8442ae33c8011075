import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bytewise, id, ltree, moment, policySettings, portalApp, tenantPolicies } from "./columns";
import { tenants } from "./tenants";

const own = sql`id = ${policySettings.userId}`;

/** People: one login each, belonging to exactly one tenant. */
export const users = pgTable(
  "users",
  {
    id: id("id").primaryKey().generatedAlwaysAsIdentity(),
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    login: text("login").notNull(),
    // A column and not an expression: lower() is not leakproof, so under a policy no index on it would be used. Folded as ASCII,
    // which logins are: in the language of the database, "INFO" and "info" may be two words.
    loginKey: bytewise("login_key").generatedAlwaysAs(sql`lower(login collate "C")`).notNull(),
    email: text("email").notNull(),
    firstName: text("first_name"),
    lastName: text("last_name"),
    language: text("language").notNull(),
    /** By its IANA name; null for that of the tenant. */
    timeZone: text("time_zone"),
    // Whether two-factor authentication is on, kept by a trigger on user_totp for lists and figures. Sign-in asks user_totp.
    twoFactor: boolean("two_factor").notNull().default(false),
    notifications: text("notifications", { enum: ["quota", "reports", "daily_recap"] })
      .array()
      .notNull()
      .default(sql`'{quota,reports,daily_recap}'`),
    activatedAt: moment("activated_at"),
    disabledAt: moment("disabled_at"),
    deletedAt: moment("deleted_at"),
    lastSignInAt: moment("last_sign_in_at"),
    version: integer("version").notNull().default(1),
    createdAt: moment("created_at").notNull().defaultNow(),
    // What lists filter and sort by (docs/decisions/0012). `status` says the strongest thing that is true.
    status: text("status", { enum: ["active", "not_activated", "disabled", "deleted"] })
      .generatedAlwaysAs(
        sql`case when deleted_at is not null then 'deleted' when disabled_at is not null then 'disabled'
          when activated_at is null then 'not_activated' else 'active' end`,
      )
      .notNull(),
    // The name as shown; the last character of Unicode puts people without one behind all others.
    nameKey: bytewise("name_key")
      .generatedAlwaysAs(
        sql`left(coalesce(nullif(search_form(btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))), ''), chr(1114111)), 200)`,
      )
      .notNull(),
    signInKey: moment("sign_in_key")
      .generatedAlwaysAs(sql`coalesce(last_sign_in_at, '1970-01-01 00:00:00+00')`)
      .notNull(),
    // Begins with a space, so that "a space and then the term" finds the beginnings of words.
    searchKey: bytewise("search_key")
      .generatedAlwaysAs(
        sql`search_form(' ' || login || case when email = lower(login collate "C") then '' else ' ' || email end
          || coalesce(' ' || first_name, '') || coalesce(' ' || last_name, ''))`,
      )
      .notNull(),
  },
  (table) => [
    foreignKey({
      name: "users_tenant",
      columns: [table.tenantId, table.tenantPath],
      foreignColumns: [tenants.id, tenants.path],
    }).onUpdate("cascade"),
    unique("users_id_tenant_key").on(table.id, table.tenantId, table.tenantPath),
    uniqueIndex("users_login_key").on(table.loginKey),
    // One for each order that the list of users can put a status in.
    index("users_by_login").on(table.tenantId, table.status, table.loginKey, table.id),
    index("users_by_name").on(table.tenantId, table.status, table.nameKey, table.id),
    index("users_by_sign_in").on(table.tenantId, table.status, table.signInKey, table.id),
    index("users_by_creation").on(table.tenantId, table.status, table.createdAt, table.id),
    // With the tenant in it, a term that others are full of costs nothing here. The list of pending entries is off, since
    // every search reads it to its end.
    index("users_search").using("gin", table.tenantId, table.searchKey.op("gin_trgm_ops")).with({ fastupdate: false }),
    // For names with a typo: whole search keys are too alike for that, a domain being in every login.
    index("users_names").using("gin", table.nameKey.op("gin_trgm_ops")).with({ fastupdate: false }),
    // Walked by the list of users without the agreement, which begins with the oldest account.
    index("users_active").on(table.id).where(sql`status = 'active'`),
    // Counts a tenant's active people by second factor, and lists those without, whatever their share.
    index("users_active_by_two_factor")
      .on(table.tenantId, table.twoFactor, table.loginKey, table.id)
      .where(sql`status = 'active'`),
    index("users_path_gist").using("gist", table.tenantPath),
    check("users_notifications", sql`notifications <@ '{quota,reports,daily_recap}'`),
    check("users_time_zone", sql`char_length(time_zone) between 1 and 64`),
    check("users_login_form", sql`login ~ '^[A-Za-z0-9.@_+-]{3,254}$'`),
    ...tenantPolicies({ ownBy: "id" }),
    // People change their own name and language; the columns they reach are limited by the grants.
    pgPolicy("own_update", { for: "update", to: portalApp, using: own, withCheck: own }),
  ],
);

/** One role per service per user; the role holds in the user's tenant and everything below it. */
export const userRoles = pgTable(
  "user_roles",
  {
    userId: id("user_id").notNull(),
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    service: text("service", { enum: ["management_portal", "backup"] }).notNull(),
    role: text("role", {
      enum: [
        "partner_admin",
        "company_admin",
        "unit_admin",
        "readonly_admin",
        "protection_admin",
        "protection_ro_admin",
        "backup_user",
        "restore_operator",
      ],
    }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.service] }),
    foreignKey({
      name: "user_roles_user",
      columns: [table.userId, table.tenantId, table.tenantPath],
      foreignColumns: [users.id, users.tenantId, users.tenantPath],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    index("user_roles_by_tenant").on(table.tenantId, table.role),
    check(
      "user_roles_of_service",
      sql`(service = 'management_portal' and role in ('partner_admin', 'company_admin', 'unit_admin', 'readonly_admin'))
        or (service = 'backup' and role in ('protection_admin', 'protection_ro_admin', 'backup_user', 'restore_operator'))`,
    ),
    ...tenantPolicies({ ownBy: "user_id" }),
  ],
);
