import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, jsonb, pgPolicy, pgTable, text } from "drizzle-orm/pg-core";
import { bytewise, id, ltree, moment, policySettings, portalApp, tenantPolicies } from "./columns";
import { tenants } from "./tenants";

/**
 * Who did what to what, when, from where, in which tenant. Names and logins are copied in, so that a line reads the
 * same after its subject is gone. A trigger refuses every change of a line, the owner's included; only purge_audit_log()
 * removes lines, and only old ones.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    id: id("id").primaryKey().generatedAlwaysAsIdentity(),
    at: moment("at").notNull().defaultNow(),
    event: text("event").notNull(),
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    actorUserId: id("actor_user_id"),
    actorLogin: text("actor_login"),
    // A column and not an expression, as in users: under a policy no index on lower() would be used.
    actorLoginKey: bytewise("actor_login_key").generatedAlwaysAs(sql`lower(actor_login collate "C")`),
    actorTenantId: id("actor_tenant_id"),
    // The operator of the server, by a command; operators have no account.
    byOperator: boolean("by_operator").notNull().default(false),
    objectType: text("object_type").notNull(),
    objectId: text("object_id").notNull(),
    objectName: text("object_name").notNull(),
    address: text("address"),
    userAgent: text("user_agent"),
    requestId: text("request_id"),
    details: jsonb("details").$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    foreignKey({
      name: "audit_log_tenant",
      columns: [table.tenantId, table.tenantPath],
      foreignColumns: [tenants.id, tenants.path],
    }).onUpdate("cascade"),
    // Read backwards, newest line first. None by path: lib/audit-log/queries.ts says how subtrees are read.
    index("audit_log_by_tenant").on(table.tenantId, table.at, table.id),
    index("audit_log_by_time").on(table.at, table.id),
    index("audit_log_by_event").on(table.event, table.at, table.id),
    index("audit_log_by_actor").on(table.actorLoginKey, table.at, table.id),
    // The last lines about a user, and of what they did themself.
    index("audit_log_by_object").on(table.objectType, table.objectId, table.at, table.id),
    index("audit_log_by_actor_id").on(table.actorUserId, table.at, table.id),
    ...tenantPolicies({ write: false }),
    // Everything that users do is logged, also by those who can only change their own account.
    pgPolicy("in_scope_insert", {
      for: "insert",
      to: portalApp,
      withCheck: sql`tenant_path <@ ${policySettings.scope} and actor_user_id = ${policySettings.userId}`,
    }),
  ],
);
