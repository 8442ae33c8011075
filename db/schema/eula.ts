import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  pgPolicy,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { id, ltree, moment, policySettings, portalApp, tenantPolicies } from "./columns";
import { users } from "./users";

const { scope, access, userId } = policySettings;

/** The provider is at the top of the tree; no other path has only one label. */
const atTheTop = sql`nlevel(${scope}) = 1`;
const providerReads = sql`(${atTheTop} and ${access} in ('admin', 'read'))`;
const providerWrites = sql`(${atTheTop} and ${access} = 'admin')`;

/**
 * Versions of the End-User License Agreement, whole, in all their languages. One may be a draft, without a name; the published
 * one with the highest id is in force. What is published never changes (docs/decisions/0025).
 */
export const eulaVersions = pgTable(
  "eula_versions",
  {
    id: id("id").primaryKey().generatedAlwaysAsIdentity(),
    version: text("version").unique("eula_versions_version"),
    note: text("note"),
    publishedAt: moment("published_at"),
    // The login, and not who: it has to say so when the account is long gone. Empty for what came with the product.
    publishedBy: text("published_by"),
    startedAt: moment("started_at").notNull().defaultNow(),
  },
  () => [
    check("eula_versions_published", sql`(published_at is null) = (version is null)`),
    uniqueIndex("eula_versions_one_draft").on(sql`(published_at is null)`).where(sql`published_at is null`),
    pgPolicy("everybody_select", {
      for: "select",
      to: portalApp,
      using: sql`published_at is not null or ${providerReads}`,
    }),
    pgPolicy("draft_insert", {
      for: "insert",
      to: portalApp,
      withCheck: sql`published_at is null and ${providerWrites}`,
    }),
    pgPolicy("draft_update", {
      for: "update",
      to: portalApp,
      using: sql`published_at is null and ${providerWrites}`,
      withCheck: providerWrites,
    }),
    pgPolicy("draft_delete", {
      for: "delete",
      to: portalApp,
      using: sql`published_at is null and ${providerWrites}`,
    }),
  ],
);

const inDraft = sql`${providerWrites} and exists (select from eula_versions v where v.id = version_id and v.published_at is null)`;

export const eulaRevisions = pgSequence("eula_revisions");

/** The texts of a version, one row a language. `body` is Markdown. */
export const eulaDocuments = pgTable(
  "eula_documents",
  {
    id: id("id").primaryKey().generatedAlwaysAsIdentity(),
    versionId: id("version_id").notNull(),
    language: text("language").notNull(),
    title: text("title").notNull(),
    body: text("body").notNull(),
    // New with every change and never the same again, not even for the next draft: what an open form is compared with.
    revision: bigint("revision", { mode: "number" }).notNull().default(sql`nextval('eula_revisions')`),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    unique("eula_documents_language").on(table.versionId, table.language),
    foreignKey({
      name: "eula_documents_version",
      columns: [table.versionId],
      foreignColumns: [eulaVersions.id],
    }).onDelete("cascade"),
    // The other table says which versions a user sees.
    pgPolicy("everybody_select", {
      for: "select",
      to: portalApp,
      using: sql`exists (select from eula_versions v where v.id = version_id)`,
    }),
    pgPolicy("draft_insert", { for: "insert", to: portalApp, withCheck: inDraft }),
    pgPolicy("draft_update", { for: "update", to: portalApp, using: inDraft, withCheck: inDraft }),
    pgPolicy("draft_delete", { for: "delete", to: portalApp, using: inDraft }),
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
    foreignKey({
      name: "eula_acceptances_version",
      columns: [table.version],
      foreignColumns: [eulaVersions.version],
    }),
    // The orders of list_eula_acceptances().
    index("eula_acceptances_by_time").on(table.acceptedAt, table.userId, table.version),
    index("eula_acceptances_by_version").on(table.version, table.acceptedAt, table.userId),
    ...tenantPolicies({ ownBy: "user_id", write: false }),
    pgPolicy("own_insert", {
      for: "insert",
      to: portalApp,
      withCheck: sql`user_id = ${userId} and tenant_path <@ ${scope}`,
    }),
  ],
);
