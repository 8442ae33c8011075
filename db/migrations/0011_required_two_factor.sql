ALTER TABLE "browsers" ADD COLUMN "trust_id" uuid;--> statement-breakpoint
ALTER TABLE "browsers" ADD COLUMN "trusted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "browsers" ADD COLUMN "trusted_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "two_factor_due" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "two_factor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "users_active_by_two_factor" ON "users" USING btree ("tenant_id","two_factor","login_key","id") WHERE status = 'active';--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_units_inherit_two_factor" CHECK (kind <> 'unit' or not require_two_factor);--> statement-breakpoint
UPDATE users SET two_factor = true WHERE id IN (SELECT user_id FROM user_totp WHERE confirmed_at IS NOT NULL);
--> statement-breakpoint
-- Keeps users.two_factor as user_totp says. Only the owner writes there, so it runs with the owner's rights by itself.
CREATE FUNCTION note_two_factor() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
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
--> statement-breakpoint
CREATE TRIGGER user_totp_is_noted AFTER INSERT OR DELETE OR UPDATE OF confirmed_at ON user_totp
  FOR EACH ROW EXECUTE FUNCTION note_two_factor();
--> statement-breakpoint
-- Whether the people of the tenant at this path must use two-factor authentication: the tenant's own setting, and for units
-- that of the customer above, which a unit's administrator cannot see. A partner's does not reach its customers. Runs with
-- the owner's rights for that one answer, and gives it only about tenants in the actor's reach.
CREATE FUNCTION two_factor_required(tenant_path ltree) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT require_two_factor FROM tenants
    WHERE id = ANY (string_to_array(ltree2text(tenant_path), '.')::bigint[]) AND kind <> 'unit'
      AND (actor_reaches(tenant_path, 'read')
        OR tenant_path = nullif(current_setting('backstay.scope', true), '')::ltree)
    ORDER BY nlevel(path) DESC LIMIT 1), false)
$$;
--> statement-breakpoint
-- How many people a tenant has who can sign in, and how many of them have set up a second factor. One count over an index for
-- the whole tenant instead of a policy asked once a row.
CREATE FUNCTION two_factor_figures(of_tenant bigint, OUT people bigint, OUT set_up bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*), count(*) FILTER (WHERE two_factor) FROM users
  WHERE tenant_id = of_tenant AND status = 'active'
    AND (SELECT actor_reaches(path, 'read') FROM tenants WHERE id = of_tenant)
$$;
--> statement-breakpoint
-- How many browsers sign a user in without a code, and nothing more about them. 0 for users whom the actor may not look at.
CREATE FUNCTION trusted_browsers_of(of_user bigint) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*)::integer FROM browsers JOIN users ON users.id = browsers.user_id
  WHERE users.id = of_user AND browsers.trusted_until > now()
    AND actor_reaches(users.tenant_path, 'read')
$$;
--> statement-breakpoint
-- Ends the trust in every browser of a user; they stay known. People may do that to their own.
-- @returns in how many it still held.
CREATE FUNCTION forget_trusted_browsers(for_user bigint) RETURNS integer
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
--> statement-breakpoint
-- As before, and no browser that was trusted with the authenticator taken away is trusted with the next one.
CREATE OR REPLACE FUNCTION reset_two_factor(for_user bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM lock_changeable_user(for_user);
  DELETE FROM user_totp WHERE user_id = for_user AND confirmed_at IS NOT NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM recovery_codes WHERE user_id = for_user;
  UPDATE browsers SET trust_id = NULL, trusted_at = NULL, trusted_until = NULL
    WHERE user_id = for_user AND trust_id IS NOT NULL;
  RETURN true;
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION note_two_factor(), two_factor_required(ltree), two_factor_figures(bigint), trusted_browsers_of(bigint),
  forget_trusted_browsers(bigint) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION two_factor_required(ltree), two_factor_figures(bigint), trusted_browsers_of(bigint),
  forget_trusted_browsers(bigint) TO portal_app;




