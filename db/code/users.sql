-- What users can change in their own row without administering their company: name, language, notifications.
CREATE OR REPLACE FUNCTION guard_own_user() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_setting('role') = 'portal_app' AND current_setting('backstay.access', true) IS DISTINCT FROM 'admin'
     AND (NEW.email, NEW.disabled_at, NEW.deleted_at) IS DISTINCT FROM (OLD.email, OLD.disabled_at, OLD.deleted_at) THEN
    RAISE EXCEPTION 'only an administrator changes this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER users_guard_own BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION guard_own_user();

-- Creates a one-time link for a user and ends the ones before it. The row lock on the user puts parallel calls in line.
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

-- Ends the one-time links of a user, those of one purpose or, without one, all. False when there was none.
CREATE OR REPLACE FUNCTION end_links(for_user bigint, of_purpose text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM lock_changeable_user(for_user);
  UPDATE tokens SET replaced_at = now()
    WHERE user_id = for_user AND purpose = coalesce(of_purpose, purpose) AND used_at IS NULL AND replaced_at IS NULL;
  RETURN FOUND;
END
$$;

-- Takes away the authenticator and the recovery codes. False when two-factor authentication was off.
CREATE OR REPLACE FUNCTION reset_two_factor(for_user bigint) RETURNS boolean
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

-- Whether two-factor authentication is on, and nothing more about it. False for users whom the actor cannot look at.
CREATE OR REPLACE FUNCTION two_factor_is_on(of_user bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM user_totp JOIN users ON users.id = user_totp.user_id
    WHERE users.id = of_user AND user_totp.confirmed_at IS NOT NULL AND actor_reaches(users.tenant_path, 'read'))
$$;

-- Keeps users.two_factor as user_totp says. Only the owner writes there, so it runs with the owner's rights by itself.
CREATE OR REPLACE FUNCTION note_two_factor() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE users SET two_factor = false WHERE id = OLD.user_id AND two_factor;
  ELSE
    UPDATE users SET two_factor = NEW.confirmed_at IS NOT NULL
      WHERE id = NEW.user_id AND two_factor IS DISTINCT FROM (NEW.confirmed_at IS NOT NULL);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER user_totp_is_noted AFTER INSERT OR DELETE OR UPDATE OF confirmed_at ON user_totp
  FOR EACH ROW EXECUTE FUNCTION note_two_factor();

-- How many users of a tenant can sign in, and how many of them have set up a second factor. One count over an index for the whole tenant
-- instead of a policy asked for every row.
CREATE OR REPLACE FUNCTION two_factor_figures(of_tenant bigint, OUT people bigint, OUT set_up bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*), count(*) FILTER (WHERE two_factor) FROM users
  WHERE tenant_id = of_tenant AND status = 'active'
    AND (SELECT actor_reaches(path, 'read') FROM tenants WHERE id = of_tenant)
$$;

-- How many browsers sign a user in without a code, and nothing more about them. 0 for users whom the actor cannot look at.
CREATE OR REPLACE FUNCTION trusted_browsers_of(of_user bigint) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*)::integer FROM browsers JOIN users ON users.id = browsers.user_id
  WHERE users.id = of_user AND browsers.trusted_until > now()
    AND actor_reaches(users.tenant_path, 'read')
$$;

-- Ends the trust in every browser of a user; they stay known. Users can do this to their own. Returns in how many it still held.
CREATE OR REPLACE FUNCTION forget_trusted_browsers(for_user bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  held integer;
BEGIN
  IF current_setting('role') = 'portal_app'
     AND for_user = nullif(current_setting('backstay.user_id', true), '')::bigint THEN
    PERFORM FROM users WHERE id = for_user FOR UPDATE;
  ELSE
    PERFORM lock_changeable_user(for_user);
  END IF;
  SELECT count(*) INTO held FROM browsers WHERE user_id = for_user AND trusted_until > now();
  UPDATE browsers SET trust_id = NULL, trusted_at = NULL, trusted_until = NULL
    WHERE user_id = for_user AND trust_id IS NOT NULL;
  RETURN held;
END
$$;

-- Which of some logins exist anywhere in the installation, and nothing about whose they are: what creating a user would tell one by one.
-- Runs with the owner's rights because an actor sees only the users below; for those who cannot create users, nothing is taken.
CREATE OR REPLACE FUNCTION logins_taken(logins text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT login_key FROM users
  WHERE login_key = ANY (logins)
    AND (current_setting('role') <> 'portal_app' OR current_setting('backstay.access', true) = 'admin')
$$;

-- Creates the link that confirms another address and ends the one before it. A login that is taken is refused, as it would be by the
-- index that decides again at the confirmation.
CREATE OR REPLACE FUNCTION request_email_change(for_user bigint, to_email text, to_login text, lifetime interval) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  new_id uuid;
BEGIN
  PERFORM lock_changeable_user(for_user);
  IF EXISTS (SELECT FROM users WHERE login_key = lower(to_login COLLATE "C") AND id <> for_user) THEN
    RAISE EXCEPTION 'the login is taken' USING ERRCODE = 'unique_violation', CONSTRAINT = 'users_login_key';
  END IF;
  UPDATE tokens SET replaced_at = now()
    WHERE user_id = for_user AND purpose = 'email_change' AND used_at IS NULL AND replaced_at IS NULL;
  INSERT INTO tokens (purpose, user_id, expires_at, new_email, new_login)
    VALUES ('email_change', for_user, now() + lifetime, to_email, to_login) RETURNING id INTO new_id;
  RETURN new_id;
END
$$;

-- The address that waits to be confirmed, for those who can look at the user and for the user.
CREATE OR REPLACE FUNCTION pending_email_change(of_user bigint) RETURNS TABLE (email text, login text, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT tokens.new_email, tokens.new_login, tokens.expires_at
  FROM tokens JOIN users ON users.id = tokens.user_id
  WHERE tokens.user_id = of_user AND tokens.purpose = 'email_change'
    AND tokens.used_at IS NULL AND tokens.replaced_at IS NULL
    AND (users.id = nullif(current_setting('backstay.user_id', true), '')::bigint OR actor_reaches(users.tenant_path, 'read'))
$$;

-- Corrects the address of an account that was never activated. The links sent to the old one end: activating the account with one of
-- them would make the new address count, though no one there has seen a link.
CREATE OR REPLACE FUNCTION correct_email(for_user bigint, to_email text, to_login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM lock_changeable_user(for_user);
  UPDATE users SET email = to_email, login = coalesce(to_login, login) WHERE id = for_user AND activated_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'an active account confirms its new address itself' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE tokens SET replaced_at = now() WHERE user_id = for_user AND used_at IS NULL AND replaced_at IS NULL;
END
$$;
