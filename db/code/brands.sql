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

-- A host name has to be proven anew when it changes, and only prove_host() says that it is: portal_app can't write the columns, but a row
-- that it inserts could bring them along.
CREATE OR REPLACE FUNCTION forget_host_proof() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (TG_OP = 'INSERT' AND current_setting('role') = 'portal_app')
    OR (TG_OP = 'UPDATE' AND NEW.host_name IS DISTINCT FROM OLD.host_name) THEN
    NEW.host_proven_at := NULL;
    NEW.host_proof := NULL;
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER brands_forget_host_proof BEFORE INSERT OR UPDATE ON brands FOR EACH ROW EXECUTE FUNCTION forget_host_proof();

-- A brand's host name is proven, by a record in DNS or by the provider: another brand that had it loses it, and that company's log says so. With the owner's
-- rights, because they are anywhere in the tree. False when it was proven this way already, or the brand has another name by now.
CREATE OR REPLACE FUNCTION prove_host(subject_id bigint, claimed text, proof text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(lock_number('hostNames'));
  IF NOT EXISTS (SELECT FROM tenants WHERE id = subject_id AND actor_reaches(path, 'admin')) THEN
    RAISE EXCEPTION 'no such tenant' USING ERRCODE = 'no_data_found';
  END IF;
  IF proof = 'provider' AND current_setting('role') = 'portal_app' AND nlevel(current_setting('backstay.scope')::ltree) > 1 THEN
    RAISE EXCEPTION 'only the provider confirms host names' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT FROM brands WHERE tenant_id = subject_id AND host_name = claimed AND host_proof IS DISTINCT FROM proof) THEN
    RETURN false;
  END IF;
  WITH lost AS (
    UPDATE brands SET host_proven_at = NULL, host_proof = NULL
    WHERE host_name = claimed AND host_proven_at IS NOT NULL AND tenant_id <> subject_id
    RETURNING tenant_id, tenant_path)
  INSERT INTO audit_log (event, tenant_id, tenant_path, object_type, object_id, object_name, details)
  SELECT 'brand.lose_host', l.tenant_id, l.tenant_path, 'tenant', l.tenant_id::text, t.name, jsonb_build_object('hostName', claimed)
  FROM lost l JOIN tenants t ON t.id = l.tenant_id;
  UPDATE brands SET host_proven_at = now(), host_proof = proof WHERE tenant_id = subject_id;
  RETURN true;
END
$$;
