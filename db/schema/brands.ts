import { sql } from "drizzle-orm";
import {
  check,
  customType,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { id, ltree, moment, tenantPolicies } from "./columns";
import { tenants } from "./tenants";

/** How a host name can be proven. */
const HOST_PROOFS = ["dns", "provider", "earlier"] as const;

/** Bytes; as every driver gives and takes them. */
const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/**
 * How a provider or a partner looks, to its own users and to everyone below who has no nearer brand. The trigger
 * `brands_of_sellers` keeps customers and units from having one.
 */
export const brands = pgTable(
  "brands",
  {
    tenantId: id("tenant_id").primaryKey(),
    tenantPath: ltree("tenant_path").notNull(),
    productName: text("product_name").notNull(),
    /** As it was chosen, e.g. `#0a5a70`; pages and emails use the readable shades of it (lib/accent). */
    accent: text("accent"),
    /** An address with `https:` or `mailto:`. */
    supportLink: text("support_link"),
    imprintLink: text("imprint_link"),
    termsLink: text("terms_link"),
    privacyLink: text("privacy_link"),
    /** Under which the pages before the sign-in show this brand, once it is proven; until then, anyone may enter it. */
    hostName: text("host_name"),
    hostProvenAt: moment("host_proven_at"),
    /** By a record in DNS, by the provider, or not at all: it was entered before names had to be proven. */
    hostProof: text("host_proof", { enum: HOST_PROOFS }),
    version: integer("version").notNull().default(1),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    foreignKey({
      name: "brands_tenant",
      columns: [table.tenantId, table.tenantPath],
      foreignColumns: [tenants.id, tenants.path],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    unique("brands_tenant_path_key").on(table.tenantId, table.tenantPath),
    uniqueIndex("brands_proven_host_key").on(table.hostName).where(sql`host_proven_at is not null`),
    check("brands_product_name_length", sql`char_length(product_name) between 1 and 60`),
    check("brands_accent", sql`accent ~ '^#[0-9a-f]{6}$'`),
    check("brands_host_name", sql`host_name = lower(host_name collate "C")`),
    check("brands_host_proof", sql`host_proof in ('dns', 'provider', 'earlier')`),
    check(
      "brands_host_proven",
      sql`(host_proof is null) = (host_proven_at is null) and (host_proven_at is null or host_name is not null)`,
    ),
    ...tenantPolicies(),
  ],
);

/** The pictures of a brand, as lib/brand/encode-logo.ts made them. They are found by what they hold, so that none ever changes. */
export const brandLogos = pgTable(
  "brand_logos",
  {
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    variant: text("variant", { enum: ["light", "dark"] }).notNull(),
    /** SHA-256 of the picture, in hexadecimal digits. */
    hash: text("digest").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    png: bytea("png").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.variant] }),
    foreignKey({
      name: "brand_logos_brand",
      columns: [table.tenantId, table.tenantPath],
      foreignColumns: [brands.tenantId, brands.tenantPath],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    index("brand_logos_by_digest").on(table.hash),
    check("brand_logos_variant", sql`variant in ('light', 'dark')`),
    check("brand_logos_digest", sql`digest = encode(sha256(png), 'hex')`),
    ...tenantPolicies(),
  ],
);
