import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgPolicy, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { id, ltree, moment, policySettings, portalApp, tenantPolicies } from "./columns";
import { tenants } from "./tenants";

const ownTenant = sql`tenant_path = ${policySettings.scope}`;

/** The CASE hides the path from the planner, which must walk the index of the tenant that a query names (columns.ts). */
const readableFigures = sql`case when tenant_path <@ ${policySettings.scope} and ${policySettings.access} in ('admin', 'read') then true else false end`;

/** The id of the tenant above, kept beside the path. */
const parentOf = () =>
  id("parent_id").generatedAlwaysAs(
    sql`case when nlevel(tenant_path) > 1 then ltree2text(subpath(tenant_path, -2, 1))::bigint end`,
  );

/** How much cloud storage a tenant can use, in bytes; null is unlimited. No row means that none was set: unlimited. */
export const quotas = pgTable(
  "quotas",
  {
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    // A number, since under a policy no index on a path would be used.
    parentId: parentOf(),
    item: text("item", { enum: ["storage"] }).notNull(),
    valueBytes: id("value_bytes"),
    overageBytes: id("overage_bytes"),
    // From which share of the quota on it counts as almost reached.
    noticePercent: smallint("notice_percent").notNull().default(90),
    // The last level that its administrators were notified of: 0 below, 1 almost reached, 2 reached, 3 exceeded.
    // settle_quotas() alone sets it.
    level: smallint("level").notNull().default(0),
    version: integer("version").notNull().default(1),
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
    // Finds the clients of a tenant whose quota is nearly full or over; filled_quotas() looks how full exactly.
    index("quotas_nearly_full").on(table.parentId, table.tenantId).where(sql`level > 0`),
    check("quotas_not_negative", sql`value_bytes >= 0 and overage_bytes >= 0`),
    check("quotas_notice_percent", sql`notice_percent between 1 and 99`),
    check("quotas_level", sql`level between 0 and 3`),
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

/**
 * What a tenant and everything below it use, with the newest and the oldest of the measurements behind it. Triggers on
 * `usages` and `tenants` keep it right whatever is measured, moved or deleted (docs/decisions/0014); nothing else
 * writes it.
 */
export const usageTotals = pgTable(
  "usage_totals",
  {
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    // A number, since under a policy no index on a path would be used.
    parentId: parentOf(),
    item: text("item", { enum: ["storage"] }).notNull(),
    usedBytes: id("used_bytes").notNull().default(0),
    newestAt: moment("newest_at"),
    oldestAt: moment("oldest_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.item] }),
    foreignKey({
      name: "usage_totals_tenant",
      columns: [table.tenantId, table.tenantPath],
      foreignColumns: [tenants.id, tenants.path],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    index("usage_totals_by_use").on(table.parentId, table.item, table.usedBytes, table.tenantId),
    index("usage_totals_by_oldest").on(table.parentId, table.item, table.oldestAt),
    index("usage_totals_by_newest").on(table.parentId, table.item, table.newestAt),
    pgPolicy("in_scope_select", { for: "select", to: portalApp, using: readableFigures }),
  ],
);
