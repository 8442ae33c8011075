-- Everything that compares without case, folded by Backstay and not by the language of the database. The keys that are stored are made
-- with this function, so it changes before they do.
CREATE OR REPLACE FUNCTION search_form(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT lower(translate(unaccent('public.unaccent', normalize($1, NFKC)),
    'ABCDEFGHIJKLMNOPQRSTUVWXYZΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ',
    'abcdefghijklmnopqrstuvwxyzαβγδεζηθικλμνξοπρστυφχψωѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюя'))
$$;
--> statement-breakpoint
DROP FUNCTION IF EXISTS recover_tenant(bigint, text);
--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "unique_name" text collate "C";
--> statement-breakpoint
-- step: uniqueNames
--> statement-breakpoint
ALTER TABLE "tenants" ALTER COLUMN "unique_name" SET NOT NULL;
--> statement-breakpoint
DROP INDEX "tenants_name_per_parent";
--> statement-breakpoint
CREATE UNIQUE INDEX "tenants_name_per_parent" ON "tenants" USING btree ("parent_id","unique_name") WHERE deleted_at is null;
--> statement-breakpoint
ALTER TABLE "brands" DROP CONSTRAINT "brands_host_name";
--> statement-breakpoint
ALTER TABLE "brands" ADD CONSTRAINT "brands_host_name" CHECK (host_name = lower(host_name collate "C"));
--> statement-breakpoint
-- With the columns go their indexes.
ALTER TABLE "audit_log" DROP COLUMN "actor_login_key",
  ADD COLUMN "actor_login_key" text collate "C" GENERATED ALWAYS AS (lower(actor_login collate "C")) STORED;
--> statement-breakpoint
CREATE INDEX "audit_log_by_actor" ON "audit_log" USING btree ("actor_login_key","at","id");
--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "login_key", DROP COLUMN "search_key",
  ADD COLUMN "login_key" text collate "C" GENERATED ALWAYS AS (lower(login collate "C")) STORED NOT NULL,
  ADD COLUMN "search_key" text collate "C" GENERATED ALWAYS AS (search_form(' ' || login || case when email = lower(login collate "C") then '' else ' ' || email end
          || coalesce(' ' || first_name, '') || coalesce(' ' || last_name, ''))) STORED NOT NULL;
--> statement-breakpoint
UPDATE "users" SET "first_name" = "first_name" WHERE "name_key" <>
  left(coalesce(nullif(search_form(btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))), ''), chr(1114111)), 200);
--> statement-breakpoint
CREATE UNIQUE INDEX "users_login_key" ON "users" USING btree ("login_key");
--> statement-breakpoint
CREATE INDEX "users_by_login" ON "users" USING btree ("tenant_id","status","login_key","id");
--> statement-breakpoint
CREATE INDEX "users_search" ON "users" USING gin ("tenant_id","search_key" gin_trgm_ops) WITH (fastupdate=false);
--> statement-breakpoint
CREATE INDEX "users_active_by_two_factor" ON "users" USING btree ("tenant_id","two_factor","login_key","id") WHERE status = 'active';
