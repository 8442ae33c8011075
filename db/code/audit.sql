-- What can happen to an entry: a foreign key carries its path over when its tenant moves, and purge_audit_log() removes it when it is
-- old. The setting that lets a deletion through lasts as long as that function's statement; without it, and for any entry of the last
-- 30 days, no one deletes. The derived column is left out: before triggers do not see it yet.
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
    IF (to_jsonb(NEW) - '{tenant_path,actor_login_key}'::text[]) = (to_jsonb(OLD) - '{tenant_path,actor_login_key}'::text[]) THEN
      RETURN NEW;
    END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN
    IF OLD.at < nullif(current_setting('backstay.purge_before', true), '')::timestamptz
       AND OLD.at < now() - interval '30 days' THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit log cannot be changed' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE OR REPLACE TRIGGER audit_log_is_final BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE OR REPLACE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Removes entries older than a number of days, oldest first, at most the given number, so that nothing waits long. Runs with the
-- caller's rights: only the owner can delete.
CREATE OR REPLACE FUNCTION purge_audit_log(days integer, at_most integer) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  cutoff timestamptz := now() - make_interval(days => days);
  removed integer;
BEGIN
  IF days IS NULL OR days < 30 THEN
    RAISE EXCEPTION 'audit lines are kept for 30 days at least' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM set_config('backstay.purge_before', cutoff::text, true);
  DELETE FROM audit_log WHERE id IN (SELECT id FROM audit_log WHERE at < cutoff ORDER BY at, id LIMIT at_most);
  GET DIAGNOSTICS removed = ROW_COUNT;
  PERFORM set_config('backstay.purge_before', '', true);
  RETURN removed;
END
$$;
