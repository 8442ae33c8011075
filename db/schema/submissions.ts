import { sql } from "drizzle-orm";
import { check, foreignKey, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { id, ltree, moment, tenantPolicies } from "./columns";
import { tenants } from "./tenants";
import { users } from "./users";

/**
 * Large changes that a user prepares and sends once: the ID is the key in the form, and the result is kept, so that
 * posting twice does it once. `draft` is what waits to be sent, and is emptied afterwards.
 */
export const submissions = pgTable(
  "submissions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    purpose: text("purpose").notNull(),
    userId: id("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    draft: text("draft"),
    result: jsonb("result").$type<Record<string, unknown>>(),
    createdAt: moment("created_at").notNull().defaultNow(),
    doneAt: moment("done_at"),
  },
  (table) => [
    foreignKey({
      name: "submissions_tenant",
      columns: [table.tenantId, table.tenantPath],
      foreignColumns: [tenants.id, tenants.path],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    index("submissions_by_user").on(table.userId, table.purpose, table.createdAt),
    check("submissions_done", sql`(done_at is null) = (result is null)`),
    ...tenantPolicies(),
  ],
);
