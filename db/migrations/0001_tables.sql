CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"event" text NOT NULL,
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"actor_user_id" bigint,
	"actor_login" text,
	"actor_tenant_id" bigint,
	"object_type" text NOT NULL,
	"object_id" text NOT NULL,
	"object_name" text NOT NULL,
	"address" text,
	"user_agent" text,
	"request_id" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "browsers" (
	"user_id" bigint NOT NULL,
	"browser_id" uuid NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "browsers_user_id_browser_id_pk" PRIMARY KEY("user_id","browser_id")
);
--> statement-breakpoint
ALTER TABLE "browsers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "rate_limits" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"user_id" bigint NOT NULL,
	"hash" text NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_user_id_hash_pk" PRIMARY KEY("user_id","hash")
);
--> statement-breakpoint
ALTER TABLE "recovery_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" bigint NOT NULL,
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"state" text NOT NULL,
	"address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"purpose" text NOT NULL,
	"user_id" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"replaced_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "tokens" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "user_passwords" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "user_passwords" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "user_totp" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"sealed_secret" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_used_step" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "user_totp" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "emails" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" bigint NOT NULL,
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"template" text NOT NULL,
	"to_address" text NOT NULL,
	"language" text NOT NULL,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"locked_until" timestamp with time zone,
	"last_error" text,
	"provider_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "emails_status" CHECK (status in ('queued', 'sending', 'sent', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "emails" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "eula_acceptances" (
	"user_id" bigint NOT NULL,
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"version" text NOT NULL,
	"language" text NOT NULL,
	"accepted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"address" text,
	"user_agent" text,
	CONSTRAINT "eula_acceptances_user_id_version_pk" PRIMARY KEY("user_id","version")
);
--> statement-breakpoint
ALTER TABLE "eula_acceptances" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "eula_documents" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "eula_documents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"version" text NOT NULL,
	"language" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "eula_documents_version" UNIQUE("version","language")
);
--> statement-breakpoint
ALTER TABLE "eula_documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "quotas" (
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"item" text NOT NULL,
	"value_bytes" bigint,
	"overage_bytes" bigint,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "quotas_tenant_id_item_pk" PRIMARY KEY("tenant_id","item"),
	CONSTRAINT "quotas_not_negative" CHECK (value_bytes >= 0 and overage_bytes >= 0)
);
--> statement-breakpoint
ALTER TABLE "quotas" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "usages" (
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"item" text NOT NULL,
	"used_bytes" bigint NOT NULL,
	"measured_at" timestamp with time zone NOT NULL,
	CONSTRAINT "usages_tenant_id_item_pk" PRIMARY KEY("tenant_id","item"),
	CONSTRAINT "usages_not_negative" CHECK (used_bytes >= 0)
);
--> statement-breakpoint
ALTER TABLE "usages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tenants_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"parent_id" bigint,
	"path" "ltree" DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"mode" text,
	"language" text NOT NULL,
	"require_two_factor" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenants_id_path_key" UNIQUE("id","path"),
	CONSTRAINT "tenants_kind" CHECK (kind in ('root', 'partner', 'customer', 'unit')),
	CONSTRAINT "tenants_root_has_no_parent" CHECK ((kind = 'root') = (parent_id is null)),
	CONSTRAINT "tenants_mode_of_customer" CHECK ((kind = 'customer') = (mode is not null) and mode in ('trial', 'production')),
	CONSTRAINT "tenants_name_length" CHECK (char_length(name) between 1 and 255)
);
--> statement-breakpoint
ALTER TABLE "tenants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "user_roles" (
	"user_id" bigint NOT NULL,
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"service" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "user_roles_user_id_service_pk" PRIMARY KEY("user_id","service"),
	CONSTRAINT "user_roles_of_service" CHECK ((service = 'management_portal' and role in ('partner_admin', 'company_admin', 'unit_admin', 'readonly_admin'))
        or (service = 'backup' and role in ('protection_admin', 'protection_ro_admin', 'backup_user', 'restore_operator')))
);
--> statement-breakpoint
ALTER TABLE "user_roles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "users_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"login" text NOT NULL,
	"login_key" text GENERATED ALWAYS AS (lower(login)) STORED NOT NULL,
	"email" text NOT NULL,
	"first_name" text,
	"last_name" text,
	"language" text NOT NULL,
	"notifications" text[] DEFAULT '{quota,reports,daily_recap}' NOT NULL,
	"activated_at" timestamp with time zone,
	"disabled_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"last_sign_in_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_id_tenant_key" UNIQUE("id","tenant_id","tenant_path"),
	CONSTRAINT "users_login_form" CHECK (login ~ '^[A-Za-z0-9.@_+-]{3,254}$')
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "browsers" ADD CONSTRAINT "browsers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user" FOREIGN KEY ("user_id","tenant_id","tenant_path") REFERENCES "public"."users"("id","tenant_id","tenant_path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_passwords" ADD CONSTRAINT "user_passwords_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_totp" ADD CONSTRAINT "user_totp_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emails" ADD CONSTRAINT "emails_user" FOREIGN KEY ("user_id","tenant_id","tenant_path") REFERENCES "public"."users"("id","tenant_id","tenant_path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "eula_acceptances" ADD CONSTRAINT "eula_acceptances_user" FOREIGN KEY ("user_id","tenant_id","tenant_path") REFERENCES "public"."users"("id","tenant_id","tenant_path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "usages" ADD CONSTRAINT "usages_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_parent_id_tenants_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user" FOREIGN KEY ("user_id","tenant_id","tenant_path") REFERENCES "public"."users"("id","tenant_id","tenant_path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "audit_log_by_tenant" ON "audit_log" USING btree ("tenant_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_log_path_gist" ON "audit_log" USING gist ("tenant_path");--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "sessions" USING btree ("user_id","state");--> statement-breakpoint
CREATE INDEX "sessions_by_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_one_live" ON "tokens" USING btree ("user_id","purpose") WHERE used_at is null and replaced_at is null;--> statement-breakpoint
CREATE INDEX "emails_due" ON "emails" USING btree ("next_attempt_at") WHERE status in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "emails_by_user" ON "emails" USING btree ("user_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "usages_path_gist" ON "usages" USING gist ("tenant_path");--> statement-breakpoint
CREATE UNIQUE INDEX "tenants_one_root" ON "tenants" USING btree ("kind") WHERE kind = 'root';--> statement-breakpoint
CREATE UNIQUE INDEX "tenants_name_per_parent" ON "tenants" USING btree ("parent_id",lower(name)) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "tenants_path_gist" ON "tenants" USING gist ("path");--> statement-breakpoint
CREATE INDEX "user_roles_by_tenant" ON "user_roles" USING btree ("tenant_id","role");--> statement-breakpoint
CREATE UNIQUE INDEX "users_login_key" ON "users" USING btree ("login_key");--> statement-breakpoint
CREATE INDEX "users_by_tenant" ON "users" USING btree ("tenant_id","login_key");--> statement-breakpoint
CREATE INDEX "users_path_gist" ON "users" USING gist ("tenant_path");--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "audit_log" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "audit_log" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and actor_user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint));--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "sessions" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') then true else user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);--> statement-breakpoint
CREATE POLICY "end_update" ON "sessions" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ((case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end or user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint))) WITH CHECK ((case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end or user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint)) and state = 'ended');--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "emails" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "emails" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "emails" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "emails" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "eula_acceptances" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') then true else user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);--> statement-breakpoint
CREATE POLICY "own_insert" ON "eula_acceptances" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) and tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree));--> statement-breakpoint
CREATE POLICY "everybody_select" ON "eula_documents" AS PERMISSIVE FOR SELECT TO "portal_app" USING (true);--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "quotas" AS PERMISSIVE FOR SELECT TO "portal_app" USING ((tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read')));--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "quotas" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "quotas" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "quotas" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "own_tenant_select" ON "quotas" AS PERMISSIVE FOR SELECT TO "portal_app" USING (tenant_path = (select nullif(current_setting('backstay.scope', true), '')::ltree));--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "usages" AS PERMISSIVE FOR SELECT TO "portal_app" USING ((tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read')));--> statement-breakpoint
CREATE POLICY "own_tenant_select" ON "usages" AS PERMISSIVE FOR SELECT TO "portal_app" USING (tenant_path = (select nullif(current_setting('backstay.scope', true), '')::ltree));--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "tenants" AS PERMISSIVE FOR SELECT TO "portal_app" USING (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and ((select current_setting('backstay.access', true)) in ('admin', 'read') or path = (select nullif(current_setting('backstay.scope', true), '')::ltree)));--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "tenants" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and path <> (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin');--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "tenants" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin') WITH CHECK (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin');--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "user_roles" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') then true else user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "user_roles" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "user_roles" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "user_roles" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "users" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') then true else id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "users" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "users" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "users" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "own_update" ON "users" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (id = (select nullif(current_setting('backstay.user_id', true), '')::bigint)) WITH CHECK (id = (select nullif(current_setting('backstay.user_id', true), '')::bigint));