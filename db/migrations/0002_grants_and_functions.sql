-- Every function names its schemas, temporary tables last: searched first, as they are unless named, a temporary table `users`
-- of whoever can run SQL as portal_app would stand in front of ours.

-- Column by column: what an actor's transaction may touch at all. The policies say in which rows.
GRANT SELECT ON tenants, users, user_roles, emails, sessions, audit_log, eula_documents, eula_acceptances, quotas, usages TO portal_app;
--> statement-breakpoint
GRANT INSERT ON tenants, users, user_roles, emails, audit_log, eula_acceptances, quotas TO portal_app;
--> statement-breakpoint
-- path, parent_id and kind are missing on purpose: a tenant is moved by one reviewed function only.
GRANT UPDATE (name, mode, language, require_two_factor, disabled_at, deleted_at, version) ON tenants TO portal_app;
--> statement-breakpoint
GRANT UPDATE (email, first_name, last_name, language, notifications, disabled_at, deleted_at, version) ON users TO portal_app;
--> statement-breakpoint
GRANT UPDATE (role) ON user_roles TO portal_app;
--> statement-breakpoint
GRANT DELETE ON user_roles, quotas TO portal_app;
--> statement-breakpoint
GRANT UPDATE (value_bytes, overage_bytes, updated_at) ON quotas TO portal_app;
--> statement-breakpoint
GRANT UPDATE (status, attempts, next_attempt_at, locked_until, last_error) ON emails TO portal_app;
--> statement-breakpoint
GRANT UPDATE (state, ended_at, end_reason) ON sessions TO portal_app;
--> statement-breakpoint
-- Places a new tenant below its parent and holds the containment rule. The parent row stays locked until commit, so that
-- it can be neither moved nor deleted meanwhile. Runs with the caller's rights: a parent out of scope does not exist.
CREATE FUNCTION place_tenant() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  parent record;
BEGIN
  IF NEW.kind = 'root' THEN
    NEW.path := text2ltree(NEW.id::text);
    RETURN NEW;
  END IF;
  SELECT path, kind INTO parent FROM tenants WHERE id = NEW.parent_id AND deleted_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the parent tenant does not exist' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'tenants_parent';
  END IF;
  IF NOT ((parent.kind IN ('root', 'partner') AND NEW.kind IN ('partner', 'customer'))
       OR (parent.kind IN ('customer', 'unit') AND NEW.kind = 'unit')) THEN
    RAISE EXCEPTION 'a % cannot hold a %', parent.kind, NEW.kind USING ERRCODE = 'check_violation', CONSTRAINT = 'tenants_containment';
  END IF;
  NEW.path := parent.path || NEW.id::text;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER tenants_place BEFORE INSERT ON tenants FOR EACH ROW EXECUTE FUNCTION place_tenant();
--> statement-breakpoint
-- True while neither the tenant at this path nor any tenant above it is disabled or deleted.
CREATE FUNCTION tenant_is_open(tenant_path ltree) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT FROM tenants
    WHERE id = ANY (string_to_array(ltree2text(tenant_path), '.')::bigint[])
      AND (disabled_at IS NOT NULL OR deleted_at IS NOT NULL))
$$;
--> statement-breakpoint
-- Makes a one-time link for a user and ends the ones before it. The row lock on the user puts parallel calls in line. Runs
-- with the owner's rights because portal_app has none on tokens, so it checks the actor's scope itself.
CREATE FUNCTION issue_token(for_user bigint, for_purpose text, lifetime interval) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  subject record;
  new_id uuid;
BEGIN
  SELECT id, tenant_path INTO subject FROM users WHERE id = for_user FOR UPDATE;
  IF NOT FOUND OR (current_setting('role') = 'portal_app' AND NOT coalesce(
       subject.tenant_path <@ nullif(current_setting('backstay.scope', true), '')::ltree
       AND current_setting('backstay.access', true) = 'admin', false)) THEN
    RAISE EXCEPTION 'no such user' USING ERRCODE = 'no_data_found';
  END IF;
  UPDATE tokens SET replaced_at = now()
    WHERE user_id = for_user AND purpose = for_purpose AND used_at IS NULL AND replaced_at IS NULL;
  INSERT INTO tokens (purpose, user_id, expires_at) VALUES (for_purpose, for_user, now() + lifetime) RETURNING id INTO new_id;
  RETURN new_id;
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION issue_token(bigint, text, interval) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION issue_token(bigint, text, interval) TO portal_app;
--> statement-breakpoint
-- What people may change of their own row without administering their company: name, language, notifications.
CREATE FUNCTION guard_own_user() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_setting('role') = 'portal_app' AND current_setting('backstay.access', true) IS DISTINCT FROM 'admin'
     AND (NEW.email, NEW.disabled_at, NEW.deleted_at) IS DISTINCT FROM (OLD.email, OLD.disabled_at, OLD.deleted_at) THEN
    RAISE EXCEPTION 'only an administrator changes this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER users_guard_own BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION guard_own_user();
--> statement-breakpoint
-- The audit log only grows. The one change let through is the path that a foreign key carries over when a tenant moves.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
    IF (to_jsonb(NEW) - 'tenant_path') = (to_jsonb(OLD) - 'tenant_path') THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit log cannot be changed' USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE TRIGGER audit_log_is_final BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
