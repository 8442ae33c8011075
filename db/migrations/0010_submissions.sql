CREATE TABLE "submissions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"purpose" text NOT NULL,
	"user_id" bigint NOT NULL,
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"draft" text,
	"result" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "submissions_done" CHECK ((done_at is null) = (result is null))
);
--> statement-breakpoint
ALTER TABLE "submissions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "submissions_by_user" ON "submissions" USING btree ("user_id","purpose","created_at");--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "submissions" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "submissions" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "submissions" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "submissions" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON submissions TO portal_app;
--> statement-breakpoint
GRANT UPDATE (draft, result, done_at) ON submissions TO portal_app;



