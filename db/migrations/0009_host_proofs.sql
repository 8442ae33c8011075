ALTER TABLE "brands" DROP CONSTRAINT "brands_host_name_key";--> statement-breakpoint
ALTER TABLE "brands" ADD COLUMN "host_proven_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "brands" ADD COLUMN "host_proof" text;--> statement-breakpoint
CREATE UNIQUE INDEX "brands_proven_host_key" ON "brands" USING btree ("host_name") WHERE host_proven_at is not null;--> statement-breakpoint
ALTER TABLE "brands" ADD CONSTRAINT "brands_host_proof" CHECK (host_proof in ('dns', 'provider', 'earlier'));--> statement-breakpoint
ALTER TABLE "brands" ADD CONSTRAINT "brands_host_proven" CHECK ((host_proof is null) = (host_proven_at is null) and (host_proven_at is null or host_name is not null));--> statement-breakpoint
-- What shows now goes on to show (docs/decisions/0044).
UPDATE "brands" SET "host_proven_at" = now(), "host_proof" = 'earlier' WHERE "host_name" IS NOT NULL;
