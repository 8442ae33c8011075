CREATE TABLE "mailings" (
	"template" text PRIMARY KEY NOT NULL,
	"period" date NOT NULL,
	"after_tenant_id" bigint DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "mailings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "emails_due";--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "bulk" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "emails_due" ON "emails" USING btree ("bulk","next_attempt_at","id") WHERE status in ('queued', 'sending');--> statement-breakpoint
-- Whoever installs or upgrades today gets neither at once: the first recap comes tomorrow, the first report next month.
INSERT INTO mailings (template, period, finished_at) VALUES
  ('usage_report', date_trunc('month', now() AT TIME ZONE 'UTC')::date, now()),
  ('daily_recap', (now() AT TIME ZONE 'UTC')::date, now());
