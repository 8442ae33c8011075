ALTER TABLE "tenants" ADD COLUMN "trial_ends_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "trial_notice_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "self_service" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "deleted_with" bigint;
--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "purged_at" timestamp with time zone;
--> statement-breakpoint
UPDATE tenants SET trial_ends_at = created_at + interval '1 month' WHERE mode = 'trial';
--> statement-breakpoint
-- Whether a self-service customer lies below the actor's own tenant. The policies ask it once a statement, before they look at
-- rows one by one. With the owner's rights: under the policy of tenants, which asks it too, it would ask itself for ever.
CREATE FUNCTION actor_meets_closed_doors() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  scope ltree := nullif(current_setting('backstay.scope', true), '')::ltree;
BEGIN
  RETURN EXISTS (SELECT FROM tenants WHERE self_service AND kind = 'customer' AND path <@ scope AND path <> scope);
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION actor_meets_closed_doors() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION actor_meets_closed_doors() TO portal_app;
--> statement-breakpoint
-- Whether the actor may look at ('read') or change ('admin') users and what they do at a place in the tree: within scope, and
-- not behind the door of a self-service customer. Every function that runs with the owner's rights asks it before it acts.
CREATE FUNCTION actor_reaches(place ltree, wanted text) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
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
      AND self_service AND kind = 'customer' AND path <@ scope AND path <> scope);
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION issue_token(for_user bigint, for_purpose text, lifetime interval) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  new_id uuid;
BEGIN
  PERFORM lock_changeable_user(for_user);
  UPDATE tokens SET replaced_at = now()
    WHERE user_id = for_user AND purpose = for_purpose AND used_at IS NULL AND replaced_at IS NULL;
  INSERT INTO tokens (purpose, user_id, expires_at) VALUES (for_purpose, for_user, now() + lifetime) RETURNING id INTO new_id;
  RETURN new_id;
END
$$;
--> statement-breakpoint
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
--> statement-breakpoint
-- As before but for its first question: a self-service customer's users are listed to its own people only.
CREATE OR REPLACE FUNCTION list_users(of_tenant bigint, with_statuses text[], with_role text, search text, sort_by text, descending boolean,
                           after_user bigint, at_most integer)
RETURNS TABLE (user_id bigint, two_factor boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  sort_key text := CASE sort_by WHEN 'login' THEN 'login_key' WHEN 'name' THEN 'name_key'
                                WHEN 'lastSignIn' THEN 'sign_in_key' WHEN 'created' THEN 'created_at' END;
  in_order text := CASE WHEN descending THEN 'key DESC, id DESC' ELSE 'key, id' END;
  beyond text := '';
  has_role text := '';
  has_words text := search_conditions(search);
  every_status text;
  near_by integer := least(at_most * 40, 10000);
  looked_at integer;
  found bigint[];
BEGIN
  IF NOT EXISTS (SELECT FROM tenants WHERE id = of_tenant AND deleted_at IS NULL AND actor_reaches(path, 'read')) THEN
    RETURN;
  END IF;
  IF after_user IS NOT NULL THEN
    beyond := format(' AND (%s, id) %s (SELECT %1$s, id FROM users WHERE id = $2 AND tenant_id = $1)',
                     sort_key, CASE WHEN descending THEN '<' ELSE '>' END);
  END IF;
  IF with_role IS NOT NULL THEN
    has_role := format(' AND %L = (SELECT role FROM user_roles r WHERE r.user_id = u.id AND r.service = %L)', with_role,
                       CASE WHEN with_role IN ('partner_admin', 'company_admin', 'unit_admin', 'readonly_admin')
                            THEN 'management_portal' ELSE 'backup' END);
  END IF;
  -- Each status is walked in the order of its index, and the walks are merged: nothing is read that is not shown.
  SELECT string_agg(format('(SELECT id, %s AS key, search_key FROM users WHERE tenant_id = $1 AND status = %L%s ORDER BY %s LIMIT $3)',
                           sort_key, status, beyond, in_order), ' UNION ALL ')
    INTO every_status FROM unnest(with_statuses) AS status;
  IF has_role = '' AND has_words = '' THEN
    EXECUTE format('SELECT array(SELECT id FROM (%s) AS u ORDER BY %s LIMIT $3)', every_status, in_order)
      INTO found USING of_tenant, after_user, at_most;
  ELSE
    -- What many have stands close by. Whoever is not found there is rare, and found by what is asked for.
    EXECUTE format('WITH near AS MATERIALIZED (SELECT * FROM (%s) AS u ORDER BY %s LIMIT $3)
        SELECT (SELECT count(*) FROM near), array(SELECT id FROM near AS u WHERE true%s%s ORDER BY %2$s LIMIT $4)',
        every_status, in_order, has_words, has_role)
      INTO looked_at, found USING of_tenant, after_user, near_by, at_most;
    IF cardinality(found) < at_most AND looked_at = near_by THEN
      IF has_role <> '' THEN
        has_role := format(' AND id IN (SELECT r.user_id FROM user_roles r WHERE r.tenant_id = $1 AND r.role = %L)', with_role);
      END IF;
      EXECUTE format('WITH everybody AS MATERIALIZED (SELECT id, %s AS key FROM users
            WHERE tenant_id = $1 AND status = ANY ($4)%s%s%s)
          SELECT array(SELECT id FROM everybody ORDER BY %s LIMIT $3)', sort_key, beyond, has_words, has_role, in_order)
        INTO found USING of_tenant, after_user, at_most, with_statuses;
    END IF;
  END IF;
  RETURN QUERY
    SELECT listed.id, EXISTS (SELECT FROM user_totp t WHERE t.user_id = listed.id AND t.confirmed_at IS NOT NULL)
    FROM unnest(found) WITH ORDINALITY AS listed (id, place) ORDER BY listed.place;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION pending_email_change(of_user bigint) RETURNS TABLE (email text, login text, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT tokens.new_email, tokens.new_login, tokens.expires_at
  FROM tokens JOIN users ON users.id = tokens.user_id
  WHERE tokens.user_id = of_user AND tokens.purpose = 'email_change'
    AND tokens.used_at IS NULL AND tokens.replaced_at IS NULL
    AND (users.id = nullif(current_setting('backstay.user_id', true), '')::bigint OR actor_reaches(users.tenant_path, 'read'))
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION two_factor_is_on(of_user bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM user_totp JOIN users ON users.id = user_totp.user_id
    WHERE users.id = of_user AND user_totp.confirmed_at IS NOT NULL AND actor_reaches(users.tenant_path, 'read'))
$$;
--> statement-breakpoint
-- Places a new tenant below its parent, as before, and in two more ways: everything that changes the shape of the tree takes its
-- lock, alone or, as here, together with others, so that nothing is made below what is being moved, closed or deleted; and a
-- trial begins, and a unit shares its customer's door.
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
  PERFORM pg_advisory_xact_lock_shared(7232040);
  SELECT path, kind, self_service INTO parent FROM tenants WHERE id = NEW.parent_id AND deleted_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the parent tenant does not exist' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'tenants_parent';
  END IF;
  IF NOT ((parent.kind IN ('root', 'partner') AND NEW.kind IN ('partner', 'customer'))
       OR (parent.kind IN ('customer', 'unit') AND NEW.kind = 'unit')) THEN
    RAISE EXCEPTION 'a % cannot hold a %', parent.kind, NEW.kind USING ERRCODE = 'check_violation', CONSTRAINT = 'tenants_containment';
  END IF;
  IF NEW.kind = 'unit' THEN
    NEW.self_service := parent.self_service;
  END IF;
  NEW.path := parent.path || NEW.id::text;
  RETURN NEW;
END
$$;
--> statement-breakpoint
-- What no change of a tenant does: make a trial of production, and under an actor's scope disable the own company, end its
-- trial, or open the door of somebody else's.
CREATE FUNCTION guard_tenant() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
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
  IF NEW.self_service <> OLD.self_service AND (NEW.kind <> 'customer' OR (OLD.self_service AND NOT own)) THEN
    RAISE EXCEPTION 'only the customer opens its door' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER tenants_guard BEFORE UPDATE ON tenants FOR EACH ROW EXECUTE FUNCTION guard_tenant();
--> statement-breakpoint
-- The units share their customer's door. With the owner's rights: to who closes it, they are out of sight from then on.
CREATE FUNCTION pass_on_self_service() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7232040);
  UPDATE tenants SET self_service = NEW.self_service WHERE path <@ NEW.path AND kind = 'unit';
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER tenants_pass_on_self_service AFTER UPDATE OF self_service ON tenants FOR EACH ROW
  WHEN (NEW.kind = 'customer' AND NEW.self_service <> OLD.self_service) EXECUTE FUNCTION pass_on_self_service();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION pass_on_self_service() FROM PUBLIC;
--> statement-breakpoint
-- The path of a tenant that the actor may disable, delete, recover or move: strictly below their own, an open door or not. For
-- anybody else it does not exist.
CREATE FUNCTION path_of_changeable_tenant(subject_id bigint) RETURNS ltree LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
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
--> statement-breakpoint
-- Ends every session at and below a tenant, signing in included. Found through the users: there is no index on the path here.
CREATE FUNCTION end_sessions_below(subject_id bigint, reason text) RETURNS integer
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
--> statement-breakpoint
-- Takes a disabled tenant and everything below it out of sight. What was deleted before on its own is left as it was. Returns how
-- many tenants went.
CREATE FUNCTION delete_tenant(subject_id bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  top ltree;
  gone integer;
BEGIN
  PERFORM pg_advisory_xact_lock(7232040);
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
--> statement-breakpoint
-- Brings a deleted tenant back, disabled, with everything that went with it, under a name that is free now.
CREATE FUNCTION recover_tenant(subject_id bigint, new_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  top ltree;
BEGIN
  PERFORM pg_advisory_xact_lock(7232040);
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
END
$$;
--> statement-breakpoint
-- Hangs a partner or a customer under another partner, or under the provider. Its path and those below it change, and the foreign
-- keys carry that into every table.
CREATE FUNCTION move_tenant(subject_id bigint, target_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  old_path ltree;
  subject record;
  target record;
BEGIN
  PERFORM pg_advisory_xact_lock(7232040);
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION path_of_changeable_tenant(bigint), end_sessions_below(bigint, text), delete_tenant(bigint),
  recover_tenant(bigint, text), move_tenant(bigint, bigint) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION end_sessions_below(bigint, text), delete_tenant(bigint), recover_tenant(bigint, text),
  move_tenant(bigint, bigint) TO portal_app;
--> statement-breakpoint
GRANT UPDATE (self_service) ON tenants TO portal_app;
--> statement-breakpoint
-- Only delete_tenant() and recover_tenant() do that: they take the whole subtree along.
REVOKE UPDATE (deleted_at) ON tenants FROM portal_app;
--> statement-breakpoint
CREATE INDEX "tenants_self_service_gist" ON "tenants" USING gist ("path") WHERE self_service and kind = 'customer';
--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_trial_ends" CHECK ((mode is not distinct from 'trial') = (trial_ends_at is not null));
--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_self_service" CHECK (not self_service or kind in ('customer', 'unit'));
--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_purged_is_deleted" CHECK (purged_at is null or deleted_at is not null);
--> statement-breakpoint
ALTER POLICY "in_scope_select" ON "audit_log" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_select" ON "sessions" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);
--> statement-breakpoint
ALTER POLICY "end_update" ON "sessions" TO portal_app USING ((case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end or user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint))) WITH CHECK ((case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end or user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint)) and state = 'ended');
--> statement-breakpoint
ALTER POLICY "in_scope_select" ON "emails" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_insert" ON "emails" TO portal_app WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_update" ON "emails" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_delete" ON "emails" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_select" ON "eula_acceptances" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);
--> statement-breakpoint
ALTER POLICY "in_scope_select" ON "tenants" TO portal_app USING (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and not (self_service and kind = 'unit' and (select actor_meets_closed_doors())) and ((select current_setting('backstay.access', true)) in ('admin', 'read') or path = (select nullif(current_setting('backstay.scope', true), '')::ltree)));
--> statement-breakpoint
ALTER POLICY "in_scope_insert" ON "tenants" TO portal_app WITH CHECK (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and not (self_service and kind = 'unit' and (select actor_meets_closed_doors())) and path <> (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin');
--> statement-breakpoint
ALTER POLICY "in_scope_update" ON "tenants" TO portal_app USING (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and not (self_service and kind = 'unit' and (select actor_meets_closed_doors())) and (select current_setting('backstay.access', true)) = 'admin') WITH CHECK (path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and not (self_service and kind = 'unit' and (select actor_meets_closed_doors())) and (select current_setting('backstay.access', true)) = 'admin');
--> statement-breakpoint
ALTER POLICY "in_scope_select" ON "user_roles" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else user_id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);
--> statement-breakpoint
ALTER POLICY "in_scope_insert" ON "user_roles" TO portal_app WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_update" ON "user_roles" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_delete" ON "user_roles" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_select" ON "users" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else id = (select nullif(current_setting('backstay.user_id', true), '')::bigint) end);
--> statement-breakpoint
ALTER POLICY "in_scope_insert" ON "users" TO portal_app WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_update" ON "users" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_delete" ON "users" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);



