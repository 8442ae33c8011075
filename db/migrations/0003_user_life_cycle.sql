-- What an administrator does to somebody's credentials. portal_app has no rights on those tables, so these functions run with the
-- owner's; each looks first whether the actor may change that user, and for anybody else the user does not exist.
CREATE FUNCTION lock_changeable_user(subject_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  subject record;
BEGIN
  SELECT tenant_path INTO subject FROM users WHERE id = subject_id FOR UPDATE;
  IF NOT FOUND OR (current_setting('role') = 'portal_app' AND NOT coalesce(
       subject.tenant_path <@ nullif(current_setting('backstay.scope', true), '')::ltree
       AND current_setting('backstay.access', true) = 'admin', false)) THEN
    RAISE EXCEPTION 'no such user' USING ERRCODE = 'no_data_found';
  END IF;
END
$$;
--> statement-breakpoint
-- Ends every one-time link of a user, whatever it is for.
CREATE FUNCTION end_links(for_user bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM lock_changeable_user(for_user);
  UPDATE tokens SET replaced_at = now() WHERE user_id = for_user AND used_at IS NULL AND replaced_at IS NULL;
END
$$;
--> statement-breakpoint
-- Takes the authenticator and the recovery codes away. False when two-factor authentication was not on.
CREATE FUNCTION reset_two_factor(for_user bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM lock_changeable_user(for_user);
  DELETE FROM user_totp WHERE user_id = for_user AND confirmed_at IS NOT NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM recovery_codes WHERE user_id = for_user;
  RETURN true;
END
$$;
--> statement-breakpoint
-- Whether two-factor authentication is on, and nothing more about it. False for users whom the actor may not look at.
CREATE FUNCTION two_factor_is_on(of_user bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM user_totp JOIN users ON users.id = user_totp.user_id
    WHERE users.id = of_user AND user_totp.confirmed_at IS NOT NULL
      AND (current_setting('role') <> 'portal_app' OR (
        users.tenant_path <@ nullif(current_setting('backstay.scope', true), '')::ltree
        AND current_setting('backstay.access', true) IN ('admin', 'read'))))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION lock_changeable_user(bigint), end_links(bigint), reset_two_factor(bigint), two_factor_is_on(bigint) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION end_links(bigint), reset_two_factor(bigint), two_factor_is_on(bigint) TO portal_app;
