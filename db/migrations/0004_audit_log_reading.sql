DROP INDEX "audit_log_path_gist";--> statement-breakpoint
DROP INDEX "audit_log_by_tenant";--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "actor_login_key" text GENERATED ALWAYS AS (lower(actor_login)) STORED;--> statement-breakpoint
CREATE INDEX "audit_log_by_time" ON "audit_log" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_event" ON "audit_log" USING btree ("event","at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_actor" ON "audit_log" USING btree ("actor_login_key","at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_tenant" ON "audit_log" USING btree ("tenant_id","at","id");