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
import { id, ltree, moment, policySettings, portalApp, tenantPolicies } from "./columns";
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
    // A column and not an expression: lower() is not leakproof, so under a policy no index on it would be used.
    loginKey: text("login_key").generatedAlwaysAs(sql`lower(login)`).notNull(),
    email: text("email").notNull(),
    firstName: text("first_name"),
    lastName: text("last_name"),
    language: text("language").notNull(),
    // Whether two-factor authentication is on, kept by a trigger on user_totp for lists and figures. Sign-in asks user_totp.
    twoFactor: boolean("two_factor").notNull().default(false),
    notifications: text("notifications").array().notNull().default(sql`'{quota,reports,daily_recap}'`),
    activatedAt: moment("activated_at"),
    disabledAt: moment("disabled_at"),
    deletedAt: moment("deleted_at"),
    lastSignInAt: moment("last_sign_in_at"),
    version: integer("version").notNull().default(1),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    foreignKey({
      name: "users_tenant",
      columns: [table.tenantId, table.tenantPath],
      foreignColumns: [tenants.id, tenants.path],
    }).onUpdate("cascade"),
    unique("users_id_tenant_key").on(table.id, table.tenantId, table.tenantPath),
    uniqueIndex("users_login_key").on(table.loginKey),
    index("users_by_tenant").on(table.tenantId, table.loginKey),
    // Counts a tenant's active people by second factor, and lists those without, whatever their share.
    index("users_active_by_two_factor")
      .on(table.tenantId, table.twoFactor, table.loginKey)
      .where(sql`activated_at is not null and disabled_at is null and deleted_at is null`),
    index("users_path_gist").using("gist", table.tenantPath),
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
