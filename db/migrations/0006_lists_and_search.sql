-- All three are trusted extensions: the owner of the database may create them (Postgres 13 and newer).
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA public;
--> statement-breakpoint
-- The form in which texts are searched: without case, accents and compatibility variants. Postgres calls unaccent() stable only
-- because a dictionary can be exchanged; this one is named, and with it fixed the answer is.
CREATE FUNCTION search_form(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT lower(unaccent('public.unaccent', normalize($1, NFKC)))
$$;
--> statement-breakpoint
DROP INDEX "users_by_tenant";--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "search_key" text collate "C" GENERATED ALWAYS AS (search_form(' ' || name)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "status" text GENERATED ALWAYS AS (case when deleted_at is not null then 'deleted' when disabled_at is not null then 'disabled'
          when activated_at is null then 'not_activated' else 'active' end) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "name_key" text collate "C" GENERATED ALWAYS AS (left(coalesce(nullif(search_form(btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))), ''), chr(1114111)), 200)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "sign_in_key" timestamp with time zone GENERATED ALWAYS AS (coalesce(last_sign_in_at, '1970-01-01 00:00:00+00')) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "search_key" text collate "C" GENERATED ALWAYS AS (search_form(' ' || login || case when email = lower(login) then '' else ' ' || email end
          || coalesce(' ' || first_name, '') || coalesce(' ' || last_name, ''))) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "tenants_search" ON "tenants" USING gin ("search_key" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "users_by_login" ON "users" USING btree ("tenant_id","status","login_key","id");--> statement-breakpoint
CREATE INDEX "users_by_name" ON "users" USING btree ("tenant_id","status","name_key","id");--> statement-breakpoint
CREATE INDEX "users_by_sign_in" ON "users" USING btree ("tenant_id","status","sign_in_key","id");--> statement-breakpoint
CREATE INDEX "users_by_creation" ON "users" USING btree ("tenant_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "users_search" ON "users" USING gin ("tenant_id","search_key" gin_trgm_ops) WITH (fastupdate=false);
--> statement-breakpoint
-- What a search asks of search_key, as SQL: every word of it must occur. One of a single letter or two must begin a word, since the
-- trigram index knows no such short piece from the middle.
CREATE FUNCTION search_conditions(search text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(string_agg(format(' AND search_key LIKE %L',
      CASE WHEN word ~ '^[[:alnum:]]{1,2}$' THEN '% ' ELSE '%' END
        || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%'), ''), '')
  FROM unnest(string_to_array(search_form(search), ' ')) AS word WHERE word <> ''
$$;
--> statement-breakpoint
-- The ids of a page of a tenant's users, in order, and whether two-factor authentication is on for each. Runs with the owner's
-- rights because under a policy no index serves LIKE, so it checks the actor's scope itself: elsewhere there is nobody.
-- How it finds its way, and what it costs, stands in docs/decisions/0012.
CREATE FUNCTION list_users(of_tenant bigint, with_statuses text[], with_role text, search text, sort_by text, descending boolean,
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
  IF current_setting('role') = 'portal_app' AND NOT (
       coalesce(current_setting('backstay.access', true) IN ('admin', 'read'), false)
       AND EXISTS (SELECT FROM tenants WHERE id = of_tenant
                   AND path <@ nullif(current_setting('backstay.scope', true), '')::ltree)) THEN
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
REVOKE EXECUTE ON FUNCTION list_users(bigint, text[], text, text, text, boolean, bigint, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION list_users(bigint, text[], text, text, text, boolean, bigint, integer) TO portal_app;
