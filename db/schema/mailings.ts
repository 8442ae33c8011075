import { date, pgTable, text } from "drizzle-orm/pg-core";
import { id, moment } from "./columns";

/**
 * How far an email to everyone who has it turned on has come: one row each, moved on in the transaction that writes a
 * batch's emails (docs/decisions/0029). The migration that made it counts the period in which it ran as done.
 */
export const mailings = pgTable("mailings", {
  template: text("template", { enum: ["usage_report", "daily_recap"] }).primaryKey(),
  // The day, or the first of the month, for which it goes out.
  period: date("period").notNull(),
  // Companies are gone through by their ids: those up to this one have been written to.
  afterTenantId: id("after_tenant_id").notNull().default(0),
  finishedAt: moment("finished_at"),
}).enableRLS();
