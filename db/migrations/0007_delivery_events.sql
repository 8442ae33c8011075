ALTER TABLE "emails" DROP CONSTRAINT "emails_status";--> statement-breakpoint
CREATE INDEX "emails_by_provider_id" ON "emails" USING btree ("provider_id") WHERE provider_id is not null;--> statement-breakpoint
ALTER TABLE "emails" ADD CONSTRAINT "emails_status" CHECK (status in ('queued', 'sending', 'sent', 'delivered', 'failed'));