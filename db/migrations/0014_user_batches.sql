CREATE TABLE "user_batch_rows" (
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"user_id" bigint NOT NULL,
	"outcome" text,
	"error" text,
	"error_values" jsonb,
	CONSTRAINT "user_batch_rows_batch_id_position_pk" PRIMARY KEY("batch_id","position"),
	CONSTRAINT "user_batch_rows_outcome" CHECK (outcome in ('done', 'unchanged', 'refused')),
	CONSTRAINT "user_batch_rows_error" CHECK ((error is not null) = (outcome is not distinct from 'refused'))
);
--> statement-breakpoint
ALTER TABLE "user_batch_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "user_batches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" bigint NOT NULL,
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"action" text NOT NULL,
	"language" text,
	"session_id" uuid,
	"address" text,
	"user_agent" text,
	"request_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"lease" uuid,
	"locked_until" timestamp with time zone,
	CONSTRAINT "user_batches_id_tenant_key" UNIQUE("id","tenant_id","tenant_path"),
	CONSTRAINT "user_batches_action" CHECK (action in ('disable', 'enable', 'resend_activation', 'change_language', 'delete'))
);
--> statement-breakpoint
ALTER TABLE "user_batches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "user_batch_rows" ADD CONSTRAINT "user_batch_rows_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_batch_rows" ADD CONSTRAINT "user_batch_rows_batch" FOREIGN KEY ("batch_id","tenant_id","tenant_path") REFERENCES "public"."user_batches"("id","tenant_id","tenant_path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "user_batches" ADD CONSTRAINT "user_batches_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_batches" ADD CONSTRAINT "user_batches_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "user_batch_rows_by_user" ON "user_batch_rows" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_batches_by_user" ON "user_batches" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "user_batches_underway" ON "user_batches" USING btree ("started_at") WHERE started_at is not null and finished_at is null;--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "user_batch_rows" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_self_managed()) and (select t.self_managed from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "user_batch_rows" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_self_managed()) and (select t.self_managed from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "user_batch_rows" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_self_managed()) and (select t.self_managed from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_self_managed()) and (select t.self_managed from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "user_batch_rows" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_self_managed()) and (select t.self_managed from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "user_batches" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_self_managed()) and (select t.self_managed from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "user_batches" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_self_managed()) and (select t.self_managed from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "user_batches" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_self_managed()) and (select t.self_managed from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_self_managed()) and (select t.self_managed from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "user_batches" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_self_managed()) and (select t.self_managed from tenants t where t.id = tenant_id)) then true else false end);