import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgPolicy, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { id, ltree, moment, policySettings, portalApp, tenantPolicies } from "./columns";
import { tenants } from "./tenants";

const ownTenant = sql`tenant_path = ${policySettings.scope}`;

/** How much cloud storage a tenant may use, in bytes; null is unlimited. No row means that nobody set one: unlimited. */
export const quotas = pgTable(
  "quotas",
  {
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    item: text("item", { enum: ["storage"] }).notNull(),
    valueBytes: id("value_bytes"),
    overageBytes: id("overage_bytes"),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.item] }),
    foreignKey({
      name: "quotas_tenant",
      columns: [table.tenantId, table.tenantPath],
      foreignColumns: [tenants.id, tenants.path],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    check("quotas_not_negative", sql`value_bytes >= 0 and overage_bytes >= 0`),
    ...tenantPolicies({ summedUp: true }),
    pgPolicy("own_tenant_select", { for: "select", to: portalApp, using: ownTenant }),
  ],
);

/** What a tenant itself uses, in bytes, as the service last measured it. */
export const usages = pgTable(
  "usages",
  {
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    item: text("item", { enum: ["storage"] }).notNull(),
    usedBytes: id("used_bytes").notNull(),
    measuredAt: moment("measured_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.item] }),
    foreignKey({
      name: "usages_tenant",
      columns: [table.tenantId, table.tenantPath],
      foreignColumns: [tenants.id, tenants.path],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    index("usages_path_gist").using("gist", table.tenantPath),
    check("usages_not_negative", sql`used_bytes >= 0`),
    ...tenantPolicies({ write: false, summedUp: true }),
    pgPolicy("own_tenant_select", { for: "select", to: portalApp, using: ownTenant }),
  ],
);
