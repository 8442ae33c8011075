import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { id, ltree, moment, tenantPolicies } from "./columns";
import { users } from "./users";

/**
 * How many activation emails are planned for a day (UTC), by mailbox (hashed) and by tenant: plan_activation_emails() keeps
 * within the limits. Days that are over are deleted.
 */
export const activationDays = pgTable(
  "activation_days",
  {
    subject: text("subject").notNull(),
    day: date("day").notNull(),
    planned: integer("planned").notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.day] })],
).enableRLS();

/** The outbox: an email is a row of the transaction that causes it, and is sent afterwards. The id is the idempotency key. */
export const emails = pgTable(
  "emails",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: id("user_id").notNull(),
    tenantId: id("tenant_id").notNull(),
    tenantPath: ltree("tenant_path").notNull(),
    template: text("template").notNull(),
    toAddress: text("to_address").notNull(),
    language: text("language").notNull(),
    // Who goes first: 0 for someone at a screen, 1 for the rest, 2 for what goes to everyone at once.
    priority: smallint("priority").notNull().default(1),
    // Goes to everyone at once: dropped rather than failed, and deleted after a while.
    bulk: boolean("bulk").notNull().default(false),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull().default({}),
    status: text("status", { enum: ["queued", "sending", "sent", "delivered", "failed"] })
      .notNull()
      .default("queued"),
    attempts: integer("attempts").notNull().default(0),
    // How often a busy mail service has put it off, which takes no attempt.
    deferrals: integer("deferrals").notNull().default(0),
    nextAttemptAt: moment("next_attempt_at").notNull().defaultNow(),
    lockedUntil: moment("locked_until"),
    lastError: text("last_error"),
    // The mail service's ID for it, once accepted; its later reports name the email by this.
    providerId: text("provider_id"),
    createdAt: moment("created_at").notNull().defaultNow(),
    sentAt: moment("sent_at"),
  },
  (table) => [
    foreignKey({
      name: "emails_user",
      columns: [table.userId, table.tenantId, table.tenantPath],
      foreignColumns: [users.id, users.tenantId, users.tenantPath],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    // The order in which they are claimed: with a hundred thousand due, none are sorted to find the next four.
    index("emails_due").on(table.priority, table.nextAttemptAt, table.id).where(sql`status in ('queued', 'sending')`),
    index("emails_bulk_by_age").on(table.createdAt).where(sql`bulk`),
    index("emails_by_user").on(table.userId, table.createdAt.desc()),
    index("emails_by_provider_id").on(table.providerId).where(sql`provider_id is not null`),
    // What has not arrived, newest first: everywhere, and in one tenant. How the two are chosen: docs/decisions/0020.
    index("emails_unsent").on(table.status, table.createdAt, table.id).where(sql`status in ('queued', 'failed')`),
    index("emails_unsent_by_tenant")
      .on(table.tenantId, table.status, table.createdAt, table.id)
      .where(sql`status in ('queued', 'failed')`),
    check("emails_status", sql`status in ('queued', 'sending', 'sent', 'delivered', 'failed')`),
    ...tenantPolicies(),
  ],
);
