-- Whether a self-managed customer lies below the actor's own tenant. The policies ask it once a statement, before they look at single
-- rows. With the owner's rights: the policy of tenants asks it too, so with the actor's it would ask itself forever.
CREATE OR REPLACE FUNCTION actor_meets_self_managed() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  scope ltree := nullif(current_setting('backstay.scope', true), '')::ltree;
BEGIN
  RETURN EXISTS (SELECT FROM tenants WHERE self_managed AND kind = 'customer' AND path <@ scope AND path <> scope);
END
$$;

-- Whether the actor can look at ('read') or change ('admin') users and what they do at a place in the tree: within scope, and not inside a
-- self-managed customer below. Every function that runs with the owner's rights asks it before it acts.
CREATE OR REPLACE FUNCTION actor_reaches(place ltree, wanted text) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  scope ltree := nullif(current_setting('backstay.scope', true), '')::ltree;
  held text := current_setting('backstay.access', true);
BEGIN
  IF current_setting('role') <> 'portal_app' THEN
    RETURN true;
  END IF;
  IF NOT coalesce(place <@ scope AND (held = 'admin' OR (held = 'read' AND wanted = 'read')), false) THEN
    RETURN false;
  END IF;
  RETURN NOT EXISTS (
    SELECT FROM tenants
    WHERE id = ANY (string_to_array(ltree2text(place), '.')::bigint[])
      AND self_managed AND kind = 'customer' AND path <@ scope AND path <> scope);
END
$$;

-- True while neither the tenant at this path nor any tenant above it is disabled or deleted. The join looks the few tenants above up by
-- id; as a condition on tenants alone, the planner would read the whole scope.
CREATE OR REPLACE FUNCTION tenant_is_open(tenant_path ltree) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT FROM unnest(string_to_array(ltree2text(tenant_path), '.')::bigint[]) AS above (id) JOIN tenants USING (id)
    WHERE disabled_at IS NOT NULL OR deleted_at IS NOT NULL)
$$;

-- The path of a tenant that the actor can disable, delete, recover or move: strictly below their own, whether its door is open or not.
-- For anyone else it does not exist.
CREATE OR REPLACE FUNCTION path_of_changeable_tenant(subject_id bigint) RETURNS ltree LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  found_path ltree;
  scope ltree := nullif(current_setting('backstay.scope', true), '')::ltree;
BEGIN
  SELECT path INTO found_path FROM tenants WHERE id = subject_id FOR UPDATE;
  IF NOT FOUND OR (current_setting('role') = 'portal_app' AND NOT coalesce(
       found_path <@ scope AND found_path <> scope AND current_setting('backstay.access', true) = 'admin', false)) THEN
    RAISE EXCEPTION 'no such tenant' USING ERRCODE = 'no_data_found';
  END IF;
  RETURN found_path;
END
$$;

-- portal_app has no rights on credentials, so the functions that change them run with the owner's. Each asks here first whether the
-- actor can change that user; for anyone else the user does not exist.
CREATE OR REPLACE FUNCTION lock_changeable_user(subject_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  subject record;
BEGIN
  SELECT tenant_path INTO subject FROM users WHERE id = subject_id FOR UPDATE;
  IF NOT FOUND OR NOT actor_reaches(subject.tenant_path, 'admin') THEN
    RAISE EXCEPTION 'no such user' USING ERRCODE = 'no_data_found';
  END IF;
END
$$;

-- Whether the users of the tenant at this path must use two-factor authentication: the tenant's own setting, and for units that of the
-- customer above, which a unit's administrator cannot see. A partner's does not reach its customers. Runs with the owner's rights for
-- that one answer, and gives it only about tenants in the actor's reach.
CREATE OR REPLACE FUNCTION two_factor_required(tenant_path ltree) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT require_two_factor FROM tenants
    WHERE id = ANY (string_to_array(ltree2text(tenant_path), '.')::bigint[]) AND kind <> 'unit'
      AND (actor_reaches(tenant_path, 'read')
        OR tenant_path = nullif(current_setting('backstay.scope', true), '')::ltree)
    ORDER BY nlevel(path) DESC LIMIT 1), false)
$$;
