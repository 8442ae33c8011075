import { sql } from "drizzle-orm";
import { foreignKey, pgPolicy, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { id, ltree, moment, policySettings, portalApp, tenantPolicies } from "./columns";
import { users } from "./users";

/** Published versions of the End-User License Agreement, one row a language; the newest version is in force. */
export const eulaDocuments = pgTable(
  "eula_documents",
  {
    id: id("id").primaryKey().generatedAlwaysAsIdentity(),
    version: text("version").notNull(),
    language: text("language").notNull(),
    title: text("title").notNull(),
    body: text("body").notNull(),
    publishedAt: moment("published_at").notNull().defaultNow(),
  },
  (table) => [
    unique("eula_documents_version").on(table.version, table.language),
    pgPolicy("everybody_select", { for: "select", to: portalApp, using: sql`true` }),
  ],
);

/** Who accepted which version, when, from where and with what browser. */
export const eulaAcceptances = pgTable(
  "eula_acceptances",
  {
    userId: id("user_id").notNull(),
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    version: text("version").notNull(),
    language: text("language").notNull(),
    acceptedAt: moment("accepted_at").notNull().defaultNow(),
    address: text("address"),
    userAgent: text("user_agent"),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.version] }),
    foreignKey({
      name: "eula_acceptances_user",
      columns: [table.userId, table.tenantId, table.tenantPath],
      foreignColumns: [users.id, users.tenantId, users.tenantPath],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    ...tenantPolicies({ ownBy: "user_id", write: false }),
    pgPolicy("own_insert", {
      for: "insert",
      to: portalApp,
      withCheck: sql`user_id = ${policySettings.userId} and tenant_path <@ ${policySettings.scope}`,
    }),
  ],
);
