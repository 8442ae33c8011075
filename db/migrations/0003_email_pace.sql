DROP INDEX "emails_due";--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "priority" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "deferrals" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "emails" SET "priority" = CASE WHEN "bulk" THEN 2 ELSE 0 END WHERE "status" IN ('queued', 'sending')
  AND ("bulk" OR "template" IN ('password_reset', 'email_change', 'email_change_notice', 'password_changed', 'new_browser',
    'two_factor_on', 'two_factor_off', 'two_factor_reset', 'recovery_codes_renewed'));--> statement-breakpoint
CREATE INDEX "emails_due" ON "emails" USING btree ("priority","next_attempt_at","id") WHERE status in ('queued', 'sending');