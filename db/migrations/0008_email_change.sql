ALTER TABLE "tokens" ADD COLUMN "new_email" text;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "new_login" text;--> statement-breakpoint
CREATE INDEX "audit_log_by_object" ON "audit_log" USING btree ("object_type","object_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_actor_id" ON "audit_log" USING btree ("actor_user_id","at","id");--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_new_email" CHECK ((purpose = 'email_change') = (new_email is not null));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_notifications" CHECK (notifications <@ '{quota,reports,daily_recap}');--> statement-breakpoint
-- An address counts once somebody opened a link that went there. So nobody writes one through the actor's door: these functions do,
-- and only confirming a link, which is not theirs, changes the address of an active account.
REVOKE UPDATE (email) ON users FROM portal_app;
--> statement-breakpoint
-- Asks for another address: makes the link that confirms it and ends the one before it. A login that somebody has already is
-- refused as by the index that decides again at the confirmation.
CREATE FUNCTION request_email_change(for_user bigint, to_email text, to_login text, lifetime interval) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  new_id uuid;
BEGIN
  PERFORM lock_changeable_user(for_user);
  IF EXISTS (SELECT FROM users WHERE login_key = lower(to_login) AND id <> for_user) THEN
    RAISE EXCEPTION 'the login is taken' USING ERRCODE = 'unique_violation', CONSTRAINT = 'users_login_key';
  END IF;
  UPDATE tokens SET replaced_at = now()
    WHERE user_id = for_user AND purpose = 'email_change' AND used_at IS NULL AND replaced_at IS NULL;
  INSERT INTO tokens (purpose, user_id, expires_at, new_email, new_login)
    VALUES ('email_change', for_user, now() + lifetime, to_email, to_login) RETURNING id INTO new_id;
  RETURN new_id;
END
$$;
--> statement-breakpoint
-- The address that waits to be confirmed, for those who may look at the user and for the person.
CREATE FUNCTION pending_email_change(of_user bigint) RETURNS TABLE (email text, login text, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT tokens.new_email, tokens.new_login, tokens.expires_at
  FROM tokens JOIN users ON users.id = tokens.user_id
  WHERE tokens.user_id = of_user AND tokens.purpose = 'email_change'
    AND tokens.used_at IS NULL AND tokens.replaced_at IS NULL
    AND (current_setting('role') <> 'portal_app'
      OR users.id = nullif(current_setting('backstay.user_id', true), '')::bigint
      OR (users.tenant_path <@ nullif(current_setting('backstay.scope', true), '')::ltree
        AND current_setting('backstay.access', true) IN ('admin', 'read')))
$$;
--> statement-breakpoint
-- Gives a change of address up: its link works no longer. False when there was none. People may do this to their own account.
CREATE FUNCTION cancel_email_change(for_user bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF for_user IS DISTINCT FROM nullif(current_setting('backstay.user_id', true), '')::bigint THEN
    PERFORM lock_changeable_user(for_user);
  END IF;
  UPDATE tokens SET replaced_at = now()
    WHERE user_id = for_user AND purpose = 'email_change' AND used_at IS NULL AND replaced_at IS NULL;
  RETURN FOUND;
END
$$;
--> statement-breakpoint
-- Corrects the address of an account that was never activated. The links sent to the old one end: activating the account by
-- one of them would make the new address count, though nobody there has seen a link.
CREATE FUNCTION correct_email(for_user bigint, to_email text, to_login text) RETURNS void
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION request_email_change(bigint, text, text, interval), pending_email_change(bigint),
  cancel_email_change(bigint), correct_email(bigint, text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION request_email_change(bigint, text, text, interval), pending_email_change(bigint),
  cancel_email_change(bigint), correct_email(bigint, text, text) TO portal_app;


