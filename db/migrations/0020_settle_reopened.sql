-- What is measured of a deleted company counts, but nobody is told and the levels of its quotas stay. Enabled again after it was
-- brought back, it and what is open below it are settled at once rather than with the next measurement. With the owner's rights: those who
-- hear of it may be out of the actor's sight. The caller holds lock_usage() from before it locked anything else.
CREATE FUNCTION settle_reopened(of_tenant bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  top ltree := (SELECT path FROM tenants WHERE id = of_tenant);
BEGIN
  IF current_setting('role') = 'portal_app' AND NOT coalesce(
       top <@ nullif(current_setting('backstay.scope', true), '')::ltree
       AND current_setting('backstay.access', true) = 'admin', false) THEN
    RAISE EXCEPTION 'no such tenant' USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM lock_usage();
  RETURN settle_quotas(ARRAY(SELECT q.tenant_id FROM quotas q WHERE q.tenant_path <@ top AND tenant_is_open(q.tenant_path)), true);
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION settle_reopened(bigint) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION settle_reopened(bigint) TO portal_app;
