-- What is measured of a deleted tenant counts, but nobody is told and the level of its quota stays. Brought back, it is settled at once
-- rather than with the next measurement.
CREATE OR REPLACE FUNCTION recover_tenant(subject_id bigint, new_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  top ltree;
BEGIN
  PERFORM pg_advisory_xact_lock(7232040);
  PERFORM lock_usage();
  top := path_of_changeable_tenant(subject_id);
  IF NOT EXISTS (
    SELECT FROM tenants t JOIN tenants p ON p.id = t.parent_id
    WHERE t.id = subject_id AND t.purged_at IS NULL AND p.deleted_at IS NULL
      AND t.deleted_at IS NOT NULL AND coalesce(t.deleted_with, t.id) = t.id) THEN
    RAISE EXCEPTION 'no such tenant' USING ERRCODE = 'no_data_found';
  END IF;
  UPDATE tenants SET name = new_name, disabled_at = coalesce(disabled_at, now()), deleted_at = NULL, deleted_with = NULL,
    version = version + 1 WHERE id = subject_id;
  UPDATE tenants SET deleted_at = NULL, deleted_with = NULL, version = version + 1
    WHERE path <@ top AND deleted_with = subject_id;
  PERFORM settle_quotas(ARRAY(SELECT id FROM tenants WHERE path <@ top AND deleted_at IS NULL), true);
END
$$;
