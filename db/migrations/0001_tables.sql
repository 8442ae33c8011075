-- Made by drizzle-kit from db/schema; columns stand in the order in which they came to be, so that a new database equals an upgraded one.
CREATE SEQUENCE "public"."eula_revisions" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
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
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"actor_login_key" text GENERATED ALWAYS AS (lower(actor_login)) STORED
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_logos" (
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"variant" text NOT NULL,
	"digest" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"png" "bytea" NOT NULL,
	CONSTRAINT "brand_logos_tenant_id_variant_pk" PRIMARY KEY("tenant_id","variant"),
	CONSTRAINT "brand_logos_variant" CHECK (variant in ('light', 'dark')),
	CONSTRAINT "brand_logos_digest" CHECK (digest = encode(sha256(png), 'hex'))
);
--> statement-breakpoint
ALTER TABLE "brand_logos" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brands" (
	"tenant_id" bigint PRIMARY KEY NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"product_name" text NOT NULL,
	"accent" text,
	"support_link" text,
	"imprint_link" text,
	"terms_link" text,
	"privacy_link" text,
	"host_name" text,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brands_tenant_path_key" UNIQUE("tenant_id","tenant_path"),
	CONSTRAINT "brands_host_name_key" UNIQUE("host_name"),
	CONSTRAINT "brands_product_name_length" CHECK (char_length(product_name) between 1 and 60),
	CONSTRAINT "brands_accent" CHECK (accent ~ '^#[0-9a-f]{6}$'),
	CONSTRAINT "brands_host_name" CHECK (host_name = lower(host_name))
);
--> statement-breakpoint
ALTER TABLE "brands" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "browsers" (
	"user_id" bigint NOT NULL,
	"browser_id" uuid NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"trust_id" uuid,
	"trusted_at" timestamp with time zone,
	"trusted_until" timestamp with time zone,
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
	"end_reason" text,
	"two_factor_due" boolean DEFAULT false NOT NULL
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
	"replaced_at" timestamp with time zone,
	"new_email" text,
	"new_login" text,
	CONSTRAINT "tokens_new_email" CHECK ((purpose = 'email_change') = (new_email is not null))
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
	"bulk" boolean DEFAULT false NOT NULL,
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
	"language" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"version_id" bigint NOT NULL,
	"revision" bigint DEFAULT nextval('eula_revisions') NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "eula_documents_language" UNIQUE("version_id","language")
);
--> statement-breakpoint
ALTER TABLE "eula_documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "eula_versions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "eula_versions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"version" text,
	"note" text,
	"published_at" timestamp with time zone,
	"published_by" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "eula_versions_version" UNIQUE("version"),
	CONSTRAINT "eula_versions_published" CHECK ((published_at is null) = (version is null))
);
--> statement-breakpoint
ALTER TABLE "eula_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mailings" (
	"template" text PRIMARY KEY NOT NULL,
	"period" date NOT NULL,
	"after_tenant_id" bigint DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "mailings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "quotas" (
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"item" text NOT NULL,
	"value_bytes" bigint,
	"overage_bytes" bigint,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"notice_percent" smallint DEFAULT 90 NOT NULL,
	"level" smallint DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"parent_id" bigint GENERATED ALWAYS AS (case when nlevel(tenant_path) > 1 then ltree2text(subpath(tenant_path, -2, 1))::bigint end) STORED,
	CONSTRAINT "quotas_tenant_id_item_pk" PRIMARY KEY("tenant_id","item"),
	CONSTRAINT "quotas_not_negative" CHECK (value_bytes >= 0 and overage_bytes >= 0),
	CONSTRAINT "quotas_notice_percent" CHECK (notice_percent between 1 and 99),
	CONSTRAINT "quotas_level" CHECK (level between 0 and 3)
);
--> statement-breakpoint
ALTER TABLE "quotas" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "usage_totals" (
	"tenant_id" bigint NOT NULL,
	"tenant_path" "ltree" NOT NULL,
	"parent_id" bigint GENERATED ALWAYS AS (case when nlevel(tenant_path) > 1 then ltree2text(subpath(tenant_path, -2, 1))::bigint end) STORED,
	"item" text NOT NULL,
	"used_bytes" bigint DEFAULT 0 NOT NULL,
	"newest_at" timestamp with time zone,
	"oldest_at" timestamp with time zone,
	CONSTRAINT "usage_totals_tenant_id_item_pk" PRIMARY KEY("tenant_id","item")
);
--> statement-breakpoint
ALTER TABLE "usage_totals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
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
	"search_key" text collate "C" GENERATED ALWAYS AS (search_form(' ' || name)) STORED NOT NULL,
	"trial_ends_at" timestamp with time zone,
	"trial_notice_at" timestamp with time zone,
	"self_service" boolean DEFAULT false NOT NULL,
	"deleted_with" bigint,
	"purged_at" timestamp with time zone,
	"name_key" text collate "C" GENERATED ALWAYS AS (left(search_form(name), 200)) STORED NOT NULL,
	CONSTRAINT "tenants_id_path_key" UNIQUE("id","path"),
	CONSTRAINT "tenants_kind" CHECK (kind in ('root', 'partner', 'customer', 'unit')),
	CONSTRAINT "tenants_root_has_no_parent" CHECK ((kind = 'root') = (parent_id is null)),
	CONSTRAINT "tenants_mode_of_customer" CHECK ((kind = 'customer') = (mode is not null) and mode in ('trial', 'production')),
	CONSTRAINT "tenants_units_inherit_two_factor" CHECK (kind <> 'unit' or not require_two_factor),
	CONSTRAINT "tenants_trial_ends" CHECK ((mode is not distinct from 'trial') = (trial_ends_at is not null)),
	CONSTRAINT "tenants_self_service" CHECK (not self_service or kind in ('customer', 'unit')),
	CONSTRAINT "tenants_purged_is_deleted" CHECK (purged_at is null or deleted_at is not null),
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
	"status" text GENERATED ALWAYS AS (case when deleted_at is not null then 'deleted' when disabled_at is not null then 'disabled'
          when activated_at is null then 'not_activated' else 'active' end) STORED NOT NULL,
	"name_key" text collate "C" GENERATED ALWAYS AS (left(coalesce(nullif(search_form(btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))), ''), chr(1114111)), 200)) STORED NOT NULL,
	"sign_in_key" timestamp with time zone GENERATED ALWAYS AS (coalesce(last_sign_in_at, '1970-01-01 00:00:00+00')) STORED NOT NULL,
	"search_key" text collate "C" GENERATED ALWAYS AS (search_form(' ' || login || case when email = lower(login) then '' else ' ' || email end
          || coalesce(' ' || first_name, '') || coalesce(' ' || last_name, ''))) STORED NOT NULL,
	"two_factor" boolean DEFAULT false NOT NULL,
	CONSTRAINT "users_id_tenant_key" UNIQUE("id","tenant_id","tenant_path"),
	CONSTRAINT "users_notifications" CHECK (notifications <@ '{quota,reports,daily_recap}'),
	CONSTRAINT "users_login_form" CHECK (login ~ '^[A-Za-z0-9.@_+-]{3,254}$')
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "brand_logos" ADD CONSTRAINT "brand_logos_brand" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."brands"("tenant_id","tenant_path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "brands" ADD CONSTRAINT "brands_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "browsers" ADD CONSTRAINT "browsers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user" FOREIGN KEY ("user_id","tenant_id","tenant_path") REFERENCES "public"."users"("id","tenant_id","tenant_path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_passwords" ADD CONSTRAINT "user_passwords_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_totp" ADD CONSTRAINT "user_totp_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emails" ADD CONSTRAINT "emails_user" FOREIGN KEY ("user_id","tenant_id","tenant_path") REFERENCES "public"."users"("id","tenant_id","tenant_path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "eula_acceptances" ADD CONSTRAINT "eula_acceptances_user" FOREIGN KEY ("user_id","tenant_id","tenant_path") REFERENCES "public"."users"("id","tenant_id","tenant_path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "eula_acceptances" ADD CONSTRAINT "eula_acceptances_version" FOREIGN KEY ("version") REFERENCES "public"."eula_versions"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eula_documents" ADD CONSTRAINT "eula_documents_version" FOREIGN KEY ("version_id") REFERENCES "public"."eula_versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "usage_totals" ADD CONSTRAINT "usage_totals_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "usages" ADD CONSTRAINT "usages_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_parent_id_tenants_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user" FOREIGN KEY ("user_id","tenant_id","tenant_path") REFERENCES "public"."users"("id","tenant_id","tenant_path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "audit_log_by_tenant" ON "audit_log" USING btree ("tenant_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_time" ON "audit_log" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_event" ON "audit_log" USING btree ("event","at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_actor" ON "audit_log" USING btree ("actor_login_key","at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_object" ON "audit_log" USING btree ("object_type","object_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_actor_id" ON "audit_log" USING btree ("actor_user_id","at","id");--> statement-breakpoint
CREATE INDEX "brand_logos_by_digest" ON "brand_logos" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "sessions" USING btree ("user_id","state");--> statement-breakpoint
CREATE INDEX "sessions_by_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_one_live" ON "tokens" USING btree ("user_id","purpose") WHERE used_at is null and replaced_at is null;--> statement-breakpoint
CREATE INDEX "emails_due" ON "emails" USING btree ("bulk","next_attempt_at","id") WHERE status in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "emails_bulk_by_age" ON "emails" USING btree ("created_at") WHERE bulk;--> statement-breakpoint
CREATE INDEX "emails_by_user" ON "emails" USING btree ("user_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "emails_unsent" ON "emails" USING btree ("status","created_at","id") WHERE status in ('queued', 'failed');--> statement-breakpoint
CREATE INDEX "emails_unsent_by_tenant" ON "emails" USING btree ("tenant_id","status","created_at","id") WHERE status in ('queued', 'failed');--> statement-breakpoint
CREATE INDEX "eula_acceptances_by_time" ON "eula_acceptances" USING btree ("accepted_at","user_id","version");--> statement-breakpoint
CREATE INDEX "eula_acceptances_by_version" ON "eula_acceptances" USING btree ("version","accepted_at","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "eula_versions_one_draft" ON "eula_versions" USING btree ((published_at is null)) WHERE published_at is null;--> statement-breakpoint
CREATE INDEX "quotas_nearly_full" ON "quotas" USING btree ("parent_id","tenant_id") WHERE level > 0;--> statement-breakpoint
CREATE INDEX "usage_totals_by_use" ON "usage_totals" USING btree ("parent_id","item","used_bytes","tenant_id");--> statement-breakpoint
CREATE INDEX "usage_totals_by_oldest" ON "usage_totals" USING btree ("parent_id","item","oldest_at");--> statement-breakpoint
CREATE INDEX "usage_totals_by_newest" ON "usage_totals" USING btree ("parent_id","item","newest_at");--> statement-breakpoint
CREATE INDEX "usages_path_gist" ON "usages" USING gist ("tenant_path");--> statement-breakpoint
CREATE INDEX "submissions_by_user" ON "submissions" USING btree ("user_id","purpose","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tenants_one_root" ON "tenants" USING btree ("kind") WHERE kind = 'root';--> statement-breakpoint
CREATE UNIQUE INDEX "tenants_name_per_parent" ON "tenants" USING btree ("parent_id",lower(name)) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "tenants_path_gist" ON "tenants" USING gist ("path");--> statement-breakpoint
CREATE INDEX "tenants_self_service_gist" ON "tenants" USING gist ("path") WHERE self_service and kind = 'customer';--> statement-breakpoint
CREATE INDEX "tenants_by_name" ON "tenants" USING btree ("parent_id","name_key","id","kind","mode","disabled_at","deleted_at","purged_at");--> statement-breakpoint
CREATE INDEX "tenants_by_creation" ON "tenants" USING btree ("parent_id","created_at","id","kind","mode","disabled_at","deleted_at","purged_at");--> statement-breakpoint
CREATE INDEX "tenants_search" ON "tenants" USING gin ("search_key" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "user_roles_by_tenant" ON "user_roles" USING btree ("tenant_id","role");--> statement-breakpoint
CREATE UNIQUE INDEX "users_login_key" ON "users" USING btree ("login_key");--> statement-breakpoint
CREATE INDEX "users_by_login" ON "users" USING btree ("tenant_id","status","login_key","id");--> statement-breakpoint
CREATE INDEX "users_by_name" ON "users" USING btree ("tenant_id","status","name_key","id");--> statement-breakpoint
CREATE INDEX "users_by_sign_in" ON "users" USING btree ("tenant_id","status","sign_in_key","id");--> statement-breakpoint
CREATE INDEX "users_by_creation" ON "users" USING btree ("tenant_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "users_search" ON "users" USING gin ("tenant_id","search_key" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "users_names" ON "users" USING gin ("name_key" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "users_active" ON "users" USING btree ("id") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "users_active_by_two_factor" ON "users" USING btree ("tenant_id","two_factor","login_key","id") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "users_path_gist" ON "users" USING gist ("tenant_path");--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "audit_log" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "audit_log" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and actor_user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint));--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "brand_logos" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "brand_logos" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "brand_logos" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "brand_logos" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "brands" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "brands" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "brands" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "brands" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "sessions" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);--> statement-breakpoint
CREATE POLICY "end_update" ON "sessions" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ((case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end or user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint))) WITH CHECK ((case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end or user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint)) and state = 'ended');--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "emails" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "emails" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "emails" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "emails" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "eula_acceptances" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);--> statement-breakpoint
CREATE POLICY "own_insert" ON "eula_acceptances" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) and tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree));--> statement-breakpoint
CREATE POLICY "everybody_select" ON "eula_documents" AS PERMISSIVE FOR SELECT TO "portal_app" USING (exists (select from eula_versions v where v.id = version_id));--> statement-breakpoint
CREATE POLICY "draft_insert" ON "eula_documents" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ((nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin') and exists (select from eula_versions v where v.id = version_id and v.published_at is null));--> statement-breakpoint
CREATE POLICY "draft_update" ON "eula_documents" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ((nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin') and exists (select from eula_versions v where v.id = version_id and v.published_at is null)) WITH CHECK ((nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin') and exists (select from eula_versions v where v.id = version_id and v.published_at is null));--> statement-breakpoint
CREATE POLICY "draft_delete" ON "eula_documents" AS PERMISSIVE FOR DELETE TO "portal_app" USING ((nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin') and exists (select from eula_versions v where v.id = version_id and v.published_at is null));--> statement-breakpoint
CREATE POLICY "everybody_select" ON "eula_versions" AS PERMISSIVE FOR SELECT TO "portal_app" USING (published_at is not null or (nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) in ('admin', 'read')));--> statement-breakpoint
CREATE POLICY "draft_insert" ON "eula_versions" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (published_at is null and (nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin'));--> statement-breakpoint
CREATE POLICY "draft_update" ON "eula_versions" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (published_at is null and (nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin')) WITH CHECK ((nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin'));--> statement-breakpoint
CREATE POLICY "draft_delete" ON "eula_versions" AS PERMISSIVE FOR DELETE TO "portal_app" USING (published_at is null and (nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin'));--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "quotas" AS PERMISSIVE FOR SELECT TO "portal_app" USING ((tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read')));--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "quotas" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "quotas" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "quotas" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' then true else false end);--> statement-breakpoint
CREATE POLICY "own_tenant_select" ON "quotas" AS PERMISSIVE FOR SELECT TO "portal_app" USING (tenant_path = (select nullif(current_setting('backstay.scope', true), '')::ltree));--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "usage_totals" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "usages" AS PERMISSIVE FOR SELECT TO "portal_app" USING ((tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read')));--> statement-breakpoint
CREATE POLICY "own_tenant_select" ON "usages" AS PERMISSIVE FOR SELECT TO "portal_app" USING (tenant_path = (select nullif(current_setting('backstay.scope', true), '')::ltree));--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "submissions" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "submissions" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "submissions" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "submissions" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "tenants" AS PERMISSIVE FOR SELECT TO "portal_app" USING (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and not (self_service and kind = 'unit' and (select actor_meets_closed_doors())) and ((select current_setting('backstay.access', true)) in ('admin', 'read') or path = (select nullif(current_setting('backstay.scope', true), '')::ltree)));--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "tenants" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and not (self_service and kind = 'unit' and (select actor_meets_closed_doors())) and path <> (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin');--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "tenants" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and not (self_service and kind = 'unit' and (select actor_meets_closed_doors())) and (select current_setting('backstay.access', true)) = 'admin') WITH CHECK (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and not (self_service and kind = 'unit' and (select actor_meets_closed_doors())) and (select current_setting('backstay.access', true)) = 'admin');--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "user_roles" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "user_roles" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "user_roles" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "user_roles" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "users" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "users" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "users" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "users" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "own_update" ON "users" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (id = (select nullif(current_setting('backstay.user_id', true), '')::bigint)) WITH CHECK (id = (select nullif(current_setting('backstay.user_id', true), '')::bigint));--> statement-breakpoint
-- A new installation sends neither immediately: the first recap comes tomorrow, the first report next month.
INSERT INTO mailings (template, period, finished_at) VALUES
  ('usage_report', date_trunc('month', now() AT TIME ZONE 'UTC')::date, now()),
  ('daily_recap', (now() AT TIME ZONE 'UTC')::date, now());
