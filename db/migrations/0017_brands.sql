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
ALTER TABLE "brand_logos" ADD CONSTRAINT "brand_logos_brand" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."brands"("tenant_id","tenant_path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "brands" ADD CONSTRAINT "brands_tenant" FOREIGN KEY ("tenant_id","tenant_path") REFERENCES "public"."tenants"("id","path") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "brand_logos_by_digest" ON "brand_logos" USING btree ("digest");--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "brand_logos" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "brand_logos" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "brand_logos" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "brand_logos" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_select" ON "brands" AS PERMISSIVE FOR SELECT TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_insert" ON "brands" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_update" ON "brands" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);--> statement-breakpoint
CREATE POLICY "in_scope_delete" ON "brands" AS PERMISSIVE FOR DELETE TO "portal_app" USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
-- Column by column. A picture is made anew instead of changed.
GRANT SELECT, INSERT, DELETE ON brands TO portal_app;
--> statement-breakpoint
GRANT UPDATE (product_name, accent, support_link, imprint_link, terms_link, privacy_link, host_name, version, updated_at) ON brands TO portal_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON brand_logos TO portal_app;
--> statement-breakpoint
-- Who sells has a brand: the provider and partners. Runs with the caller's rights: a tenant out of scope has no kind.
CREATE FUNCTION check_brand_owner() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM tenants WHERE id = NEW.tenant_id AND kind IN ('root', 'partner')) THEN
    RAISE EXCEPTION 'only the provider and partners have a brand' USING ERRCODE = 'check_violation', CONSTRAINT = 'brands_of_sellers';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER brands_of_sellers BEFORE INSERT ON brands FOR EACH ROW EXECUTE FUNCTION check_brand_owner();
--> statement-breakpoint
-- The look of a tenant: the brand of itself or of the nearest one above that has one, null where nobody has. Runs with the owner's
-- rights because people see nothing of the tenants above them; it tells what their pages show them anyway, and not whose it is.
-- It asks for the scope alone and not for closed doors: those hide users, and a look is none of theirs.
CREATE FUNCTION brand_at(place ltree) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object(
      'productName', b.product_name, 'accent', b.accent, 'supportLink', b.support_link,
      'imprintLink', b.imprint_link, 'termsLink', b.terms_link, 'privacyLink', b.privacy_link,
      'logo', (SELECT jsonb_build_object('hash', digest, 'width', width, 'height', height)
               FROM brand_logos WHERE tenant_id = b.tenant_id AND variant = 'light'),
      'darkLogo', (SELECT jsonb_build_object('hash', digest, 'width', width, 'height', height)
                   FROM brand_logos WHERE tenant_id = b.tenant_id AND variant = 'dark'))
  FROM brands b
  WHERE b.tenant_id = ANY (string_to_array(ltree2text(place), '.')::bigint[])
    AND (current_setting('role') <> 'portal_app'
      OR coalesce(place <@ nullif(current_setting('backstay.scope', true), '')::ltree, false))
  ORDER BY nlevel(b.tenant_path) DESC
  LIMIT 1
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION brand_at(ltree) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION brand_at(ltree) TO portal_app;
