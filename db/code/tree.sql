-- Places a new tenant below its parent, holds the containment rule, starts a trial and gives a unit its customer's door. Everything
-- that changes the shape of the tree takes its lock, alone or, as here, shared, so that nothing is created below what is being moved,
-- closed or deleted. Runs with the caller's rights: a parent out of scope does not exist.
CREATE OR REPLACE FUNCTION place_tenant() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  parent record;
BEGIN
  IF NEW.mode = 'trial' AND NEW.trial_ends_at IS NULL THEN
    NEW.trial_ends_at := NEW.created_at + interval '1 month';
  END IF;
  IF NEW.kind = 'root' THEN
    NEW.path := text2ltree(NEW.id::text);
    RETURN NEW;
  END IF;
  PERFORM pg_advisory_xact_lock_shared(lock_number('tree'));
  SELECT path, kind, self_managed INTO parent FROM tenants WHERE id = NEW.parent_id AND deleted_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the parent tenant does not exist' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'tenants_parent';
  END IF;
  IF NOT ((parent.kind IN ('root', 'partner') AND NEW.kind IN ('partner', 'customer'))
       OR (parent.kind IN ('customer', 'unit') AND NEW.kind = 'unit')) THEN
    RAISE EXCEPTION 'a % cannot hold a %', parent.kind, NEW.kind USING ERRCODE = 'check_violation', CONSTRAINT = 'tenants_containment';
  END IF;
  IF NEW.kind = 'unit' THEN
    NEW.self_managed := parent.self_managed;
  END IF;
  NEW.path := parent.path || NEW.id::text;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER tenants_place BEFORE INSERT ON tenants FOR EACH ROW EXECUTE FUNCTION place_tenant();

-- What no change of a tenant does: turn production into a trial, and under an actor's scope disable the own company, end its trial, or end
-- the self-management of another company.
CREATE OR REPLACE FUNCTION guard_tenant() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  own boolean := coalesce(OLD.path = nullif(current_setting('backstay.scope', true), '')::ltree, false);
BEGIN
  IF OLD.mode = 'production' AND NEW.mode = 'trial' THEN
    RAISE EXCEPTION 'production never becomes a trial again' USING ERRCODE = 'check_violation', CONSTRAINT = 'tenants_mode_one_way';
  END IF;
  IF NEW.mode = 'production' THEN
    NEW.trial_ends_at := NULL;
  END IF;
  IF current_setting('role') <> 'portal_app' OR pg_trigger_depth() > 1 THEN
    RETURN NEW;
  END IF;
  IF own AND (NEW.mode, NEW.disabled_at, NEW.deleted_at) IS DISTINCT FROM (OLD.mode, OLD.disabled_at, OLD.deleted_at) THEN
    RAISE EXCEPTION 'only an administrator above changes this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.self_managed <> OLD.self_managed AND (NEW.kind <> 'customer' OR (OLD.self_managed AND NOT own)) THEN
    RAISE EXCEPTION 'only the customer opens its door' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER tenants_guard BEFORE UPDATE ON tenants FOR EACH ROW EXECUTE FUNCTION guard_tenant();

-- Units are self-managed with their customer. With the owner's rights: an actor above no longer sees them from then on.
CREATE OR REPLACE FUNCTION pass_on_self_managed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(lock_number('tree'));
  UPDATE tenants SET self_managed = NEW.self_managed WHERE path <@ NEW.path AND kind = 'unit';
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tenants_pass_on_self_managed AFTER UPDATE OF self_managed ON tenants FOR EACH ROW
  WHEN (NEW.kind = 'customer' AND NEW.self_managed <> OLD.self_managed) EXECUTE FUNCTION pass_on_self_managed();

-- Ends every session at and below a tenant, unfinished sign-ins included. Found through the users: sessions have no index on the path.
CREATE OR REPLACE FUNCTION end_sessions_below(subject_id bigint, reason text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  top ltree := path_of_changeable_tenant(subject_id);
  ended integer;
BEGIN
  UPDATE sessions SET state = 'ended', ended_at = now(), end_reason = reason
    WHERE state <> 'ended' AND user_id IN (SELECT id FROM users WHERE tenant_path <@ top);
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END
$$;

-- Takes a disabled tenant and everything below it out of sight. What was deleted earlier on its own stays as it was. Returns how many
-- tenants were deleted.
CREATE OR REPLACE FUNCTION delete_tenant(subject_id bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  top ltree;
  gone integer;
BEGIN
  PERFORM pg_advisory_xact_lock(lock_number('tree'));
  top := path_of_changeable_tenant(subject_id);
  IF NOT EXISTS (SELECT FROM tenants WHERE id = subject_id AND disabled_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the tenant is not disabled' USING ERRCODE = 'check_violation', CONSTRAINT = 'tenants_disabled_first';
  END IF;
  UPDATE tenants SET deleted_at = now(), deleted_with = subject_id, version = version + 1
    WHERE path <@ top AND deleted_at IS NULL;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END
$$;

-- Brings a deleted tenant back, disabled, with everything that was deleted with it, under a name that is free now.
CREATE OR REPLACE FUNCTION recover_tenant(subject_id bigint, new_name text, new_unique_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  top ltree;
BEGIN
  PERFORM pg_advisory_xact_lock(lock_number('tree'));
  top := path_of_changeable_tenant(subject_id);
  IF NOT EXISTS (
    SELECT FROM tenants t JOIN tenants p ON p.id = t.parent_id
    WHERE t.id = subject_id AND t.purged_at IS NULL AND p.deleted_at IS NULL
      AND t.deleted_at IS NOT NULL AND coalesce(t.deleted_with, t.id) = t.id) THEN
    RAISE EXCEPTION 'no such tenant' USING ERRCODE = 'no_data_found';
  END IF;
  UPDATE tenants SET name = new_name, unique_name = new_unique_name, disabled_at = coalesce(disabled_at, now()),
    deleted_at = NULL, deleted_with = NULL, version = version + 1 WHERE id = subject_id;
  UPDATE tenants SET deleted_at = NULL, deleted_with = NULL, version = version + 1
    WHERE path <@ top AND deleted_with = subject_id;
END
$$;

-- Ends the time of some days in which a deleted tenant can be recovered: from now on it's due to be permanently deleted.
CREATE OR REPLACE FUNCTION end_recovery(subject_id bigint, days integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM path_of_changeable_tenant(subject_id);
  UPDATE tenants SET deleted_at = least(deleted_at, now() - make_interval(days => days)), version = version + 1
    WHERE id = subject_id AND deleted_at IS NOT NULL AND purged_at IS NULL AND coalesce(deleted_with, id) = id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such tenant' USING ERRCODE = 'no_data_found';
  END IF;
END
$$;

-- Moves a partner or a customer below another partner, or below the provider. Its path and those below it change, and the foreign keys
-- carry that into every table.
CREATE OR REPLACE FUNCTION move_tenant(subject_id bigint, target_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  old_path ltree;
  subject record;
  target record;
BEGIN
  PERFORM pg_advisory_xact_lock(lock_number('tree'));
  old_path := path_of_changeable_tenant(subject_id);
  SELECT kind, deleted_at INTO subject FROM tenants WHERE id = subject_id;
  SELECT path, kind INTO target FROM tenants WHERE id = target_id AND deleted_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND OR subject.deleted_at IS NOT NULL OR (current_setting('role') = 'portal_app' AND NOT coalesce(
       target.path <@ nullif(current_setting('backstay.scope', true), '')::ltree, false)) THEN
    RAISE EXCEPTION 'no such tenant' USING ERRCODE = 'no_data_found';
  END IF;
  IF subject.kind NOT IN ('partner', 'customer') OR target.kind NOT IN ('root', 'partner') THEN
    RAISE EXCEPTION 'a % cannot move under a %', subject.kind, target.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'tenants_containment';
  END IF;
  IF target.path <@ old_path THEN
    RAISE EXCEPTION 'a tenant cannot move beneath itself' USING ERRCODE = 'check_violation', CONSTRAINT = 'tenants_no_cycle';
  END IF;
  IF NOT tenant_is_open(target.path) THEN
    RAISE EXCEPTION 'the target is disabled' USING ERRCODE = 'check_violation', CONSTRAINT = 'tenants_target_is_open';
  END IF;
  UPDATE tenants SET parent_id = target_id, version = version + 1 WHERE id = subject_id;
  UPDATE tenants SET path = target.path || subpath(path, nlevel(old_path) - 1) WHERE path <@ old_path;
END
$$;

-- The time zone of a tenant: its own or that of the nearest one above that has one, null where none has; or only what it would get from
-- above. Runs with the owner's rights because users see nothing of the tenants above them; it tells what their pages show them anyway.
-- It checks the scope only: being self-managed hides users, not the time.
CREATE OR REPLACE FUNCTION time_zone_at(place ltree, only_above boolean) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT time_zone FROM tenants
  WHERE id = ANY (string_to_array(ltree2text(place), '.')::bigint[]) AND time_zone IS NOT NULL
    AND NOT (only_above AND path = place)
    AND (current_setting('role') <> 'portal_app'
      OR coalesce(place <@ nullif(current_setting('backstay.scope', true), '')::ltree, false))
  ORDER BY nlevel(path) DESC
  LIMIT 1
$$;
