ALTER TABLE "tenants" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_time_zone" CHECK (char_length(time_zone) between 1 and 64);--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_time_zone" CHECK (char_length(time_zone) between 1 and 64);