import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { id, ltree, moment, tenantPolicies } from "./columns";
import { tenants } from "./tenants";
import { users } from "./users";

/**
 * One action on many users of a tenant: chosen on their list, confirmed on a page, then done one by one by a job
 * (docs/decisions/0051). The job acts as the user of the session from which it was started, with that request in the audit log.
 */
export const userBatches = pgTable(
  "user_batches",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: id("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    action: text("action", { enum: ["disable", "enable", "resend_activation", "change_language", "delete"] }).notNull(),
    language: text("language"),
    sessionId: uuid("session_id"),
    address: text("address"),
    userAgent: text("user_agent"),
    requestId: text("request_id"),
    createdAt: moment("created_at").notNull().defaultNow(),
    startedAt: moment("started_at"),
    finishedAt: moment("finished_at"),
    // The instance that works on it, for as long as it keeps saying so.
    lease: uuid("lease"),
    lockedUntil: moment("locked_until"),
  },
  (table) => [
    foreignKey({
      name: "user_batches_tenant",
      columns: [table.tenantId, table.tenantPath],
      foreignColumns: [tenants.id, tenants.path],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    unique("user_batches_id_tenant_key").on(table.id, table.tenantId, table.tenantPath),
    index("user_batches_by_user").on(table.userId, table.createdAt),
    index("user_batches_underway").on(table.startedAt).where(sql`started_at is not null and finished_at is null`),
    check(
      "user_batches_action",
      sql`action in ('disable', 'enable', 'resend_activation', 'change_language', 'delete')`,
    ),
    ...tenantPolicies(),
  ],
);

/** The users of a batch, in the order of the list. `outcome` is set once, in the transaction of what was done. */
export const userBatchRows = pgTable(
  "user_batch_rows",
  {
    batchId: uuid("batch_id").notNull(),
    position: integer("position").notNull(),
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    userId: id("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    outcome: text("outcome", { enum: ["done", "unchanged", "refused"] }),
    error: text("error"),
    errorValues: jsonb("error_values").$type<Record<string, string | number | readonly string[]>>(),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.position] }),
    foreignKey({
      name: "user_batch_rows_batch",
      columns: [table.batchId, table.tenantId, table.tenantPath],
      foreignColumns: [userBatches.id, userBatches.tenantId, userBatches.tenantPath],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    index("user_batch_rows_by_user").on(table.userId),
    check("user_batch_rows_outcome", sql`outcome in ('done', 'unchanged', 'refused')`),
    check("user_batch_rows_error", sql`(error is not null) = (outcome is not distinct from 'refused')`),
    ...tenantPolicies(),
  ],
);
