-- Sellers have a brand: the provider and partners. Runs with the caller's rights: a tenant out of scope has no kind.
CREATE OR REPLACE FUNCTION check_brand_owner() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM tenants WHERE id = NEW.tenant_id AND kind IN ('root', 'partner')) THEN
    RAISE EXCEPTION 'only the provider and partners have a brand' USING ERRCODE = 'check_violation', CONSTRAINT = 'brands_of_sellers';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER brands_of_sellers BEFORE INSERT ON brands FOR EACH ROW EXECUTE FUNCTION check_brand_owner();

-- The look of a tenant: the brand of itself or of the nearest one above that has one, null where none has. Runs with the owner's rights
-- because users see nothing of the tenants above them; it tells what their pages show them anyway, and not whose it is. It checks the scope
-- only: being self-managed hides users, not a look.
CREATE OR REPLACE FUNCTION brand_at(place ltree) RETURNS jsonb
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
