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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { id, ltree, moment, policySettings, portalApp, tenantPolicies, writable } from "./columns";
import { users } from "./users";

const ownOrWritable = sql`(${writable} or user_id = ${policySettings.userId})`;

/** bcrypt hashes. portal_app has no rights here: only the sign-in code, through asSystem(), reads them. */
export const userPasswords = pgTable("user_passwords", {
  userId: id("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  hash: text("hash").notNull(),
  changedAt: moment("changed_at").notNull().defaultNow(),
}).enableRLS();

/** Time-based codes: the secret sealed with a key from AUTH_SECRET, and the last step used, so that no code works twice. */
export const userTotp = pgTable("user_totp", {
  userId: id("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  sealedSecret: text("sealed_secret").notNull(),
  confirmedAt: moment("confirmed_at"),
  lastUsedStep: id("last_used_step"),
  createdAt: moment("created_at").notNull().defaultNow(),
}).enableRLS();

/** Recovery codes for a lost authenticator, hashed; each works once. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    userId: id("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    hash: text("hash").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [primaryKey({ columns: [table.userId, table.hash] })],
).enableRLS();

/** One-time links. The link itself is `<id>.<HMAC(server key, purpose and id)>` and is stored nowhere. */
export const tokens = pgTable(
  "tokens",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    purpose: text("purpose", { enum: ["activation", "password_reset", "email_change"] }).notNull(),
    userId: id("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    replacedAt: moment("replaced_at"),
    // What the link of an email change confirms. Written once with the link: no one can point it to another address
    // later.
    newEmail: text("new_email"),
    newLogin: text("new_login"),
  },
  (table) => [
    check("tokens_new_email", sql`(purpose = 'email_change') = (new_email is not null)`),
    uniqueIndex("tokens_one_live").on(table.userId, table.purpose).where(sql`used_at is null and replaced_at is null`),
  ],
).enableRLS();

/**
 * Sessions; the cookie carries the id. A session is `pending` between the password and what still has to follow (the
 * code, the cookie itself), and only the sign-in steps accept a pending one.
 */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: id("user_id").notNull(),
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    state: text("state", { enum: ["pending_code", "pending_cookie", "active", "ended"] }).notNull(),
    address: text("address"),
    userAgent: text("user_agent"),
    // Opened by a user who still has to set up the second factor that their company requires: good for nothing else.
    twoFactorDue: boolean("two_factor_due").notNull().default(false),
    createdAt: moment("created_at").notNull().defaultNow(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    endedAt: moment("ended_at"),
    endReason: text("end_reason"),
  },
  (table) => [
    foreignKey({
      name: "sessions_user",
      columns: [table.userId, table.tenantId, table.tenantPath],
      foreignColumns: [users.id, users.tenantId, users.tenantPath],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    index("sessions_by_user").on(table.userId, table.state),
    index("sessions_by_expiry").on(table.expiresAt),
    ...tenantPolicies({ ownBy: "user_id", write: false }),
    // Sessions can be ended by their owner and by an administrator above. Nothing else: above all, no door turns a session
    // that waits for the code, or one that ended, into an active one.
    pgPolicy("end_update", {
      for: "update",
      to: portalApp,
      using: ownOrWritable,
      withCheck: sql`${ownOrWritable} and state = 'ended'`,
    }),
  ],
);

/**
 * Browsers from which a user has signed in before: their attempts are counted apart from everyone else's. While one is
 * trusted, the password alone signs this user in there; `trust_id` is new each time, so that an older cookie is worth
 * nothing.
 */
export const browsers = pgTable(
  "browsers",
  {
    userId: id("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    browserId: uuid("browser_id").notNull(),
    firstSeenAt: moment("first_seen_at").notNull().defaultNow(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    trustId: uuid("trust_id"),
    trustedAt: moment("trusted_at"),
    trustedUntil: moment("trusted_until"),
  },
  (table) => [primaryKey({ columns: [table.userId, table.browserId] })],
).enableRLS();

/** Counters of attempts (lib/auth/limits.ts), shared by all instances. Keys are hashed: no login is readable here. */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull().default(0),
  expire: moment("expire"),
}).enableRLS();
