ALTER TABLE "tenants" ADD COLUMN "name_key" text collate "C" GENERATED ALWAYS AS (left(search_form(name), 200)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "tenants_by_name" ON "tenants" USING btree ("parent_id","name_key","id","kind","mode","disabled_at","deleted_at","purged_at");--> statement-breakpoint
CREATE INDEX "tenants_by_creation" ON "tenants" USING btree ("parent_id","created_at","id","kind","mode","disabled_at","deleted_at","purged_at");--> statement-breakpoint
CREATE INDEX "users_names" ON "users" USING gin ("name_key" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
-- The ids of a page of those directly below a tenant, in order. Runs with the owner's rights because under a policy no index serves
-- LIKE, so it checks the actor's scope itself: elsewhere there is nobody. The indexes hold everything but the words that are asked
-- for: what is not shown is passed over without being read. What many have stands close by; what is not found there is rare.
CREATE FUNCTION list_clients(of_tenant bigint, with_kinds text[], with_modes text[], with_statuses text[], search text, sort_by text,
                             descending boolean, after_client bigint, at_most integer)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  sort_key text := CASE sort_by WHEN 'name' THEN 'name_key' WHEN 'created' THEN 'created_at' END;
  in_order text := sort_key || CASE WHEN descending THEN ' DESC, id DESC' ELSE ', id' END;
  conditions text := 'parent_id = $1 AND kind = ANY ($2) AND purged_at IS NULL';
  has_words text := search_conditions(search);
  near_by integer := least(at_most * 40, 10000);
  looked_at integer;
  found bigint[];
BEGIN
  IF NOT EXISTS (SELECT FROM tenants WHERE id = of_tenant AND actor_reaches(path, 'read')) THEN
    RETURN;
  END IF;
  IF with_modes IS NOT NULL THEN
    conditions := conditions || ' AND mode = ANY ($3)';
  END IF;
  IF NOT 'deleted' = ANY (with_statuses) THEN
    conditions := conditions || ' AND deleted_at IS NULL';
  ELSIF with_statuses = ARRAY['deleted'] THEN
    conditions := conditions || ' AND deleted_at IS NOT NULL';
  END IF;
  IF with_statuses = ARRAY['active'] THEN
    conditions := conditions || ' AND disabled_at IS NULL';
  ELSIF with_statuses = ARRAY['disabled'] THEN
    conditions := conditions || ' AND disabled_at IS NOT NULL';
  END IF;
  IF after_client IS NOT NULL THEN
    conditions := conditions || format(' AND (%s, id) %s (SELECT %1$s, id FROM tenants WHERE id = $4 AND parent_id = $1)',
                                       sort_key, CASE WHEN descending THEN '<' ELSE '>' END);
  END IF;
  IF has_words = '' THEN
    RETURN QUERY EXECUTE format('SELECT id FROM tenants WHERE %s ORDER BY %s LIMIT $5', conditions, in_order)
      USING of_tenant, with_kinds, with_modes, after_client, at_most;
    RETURN;
  END IF;
  EXECUTE format('WITH near AS MATERIALIZED (SELECT id, %s, search_key FROM tenants WHERE %s ORDER BY %s LIMIT $6)
      SELECT (SELECT count(*) FROM near), array(SELECT id FROM near WHERE true%s ORDER BY %3$s LIMIT $5)',
      sort_key, conditions, in_order, has_words)
    INTO looked_at, found USING of_tenant, with_kinds, with_modes, after_client, at_most, near_by;
  IF cardinality(found) < at_most AND looked_at = near_by THEN
    EXECUTE format('WITH everybody AS MATERIALIZED (SELECT id, %s FROM tenants WHERE %s%s)
        SELECT array(SELECT id FROM everybody ORDER BY %s LIMIT $5)', sort_key, conditions, has_words, in_order)
      INTO found USING of_tenant, with_kinds, with_modes, after_client, at_most;
  END IF;
  RETURN QUERY SELECT unnest(found);
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION list_clients(bigint, text[], text[], text[], text, text, boolean, bigint, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION list_clients(bigint, text[], text[], text[], text, text, boolean, bigint, integer) TO portal_app;
--> statement-breakpoint
-- The ids of tenants or people at and below the actor's own tenant whose names, logins or addresses contain every word that is
-- looked for, best first; with `tolerant` those whose names are like it, but for a typo. Runs with the owner's rights because under
-- a policy no index serves LIKE, so it looks only within the actor's scope: elsewhere there is nothing.
-- What many have is found among the first of the scope, what few have by the trigram index; docs/decisions/0019 says what it costs.
CREATE FUNCTION search_below(what text, search text, at_most integer, tolerant boolean)
RETURNS TABLE (found_id bigint, score real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET pg_trgm.word_similarity_threshold = 0.33 AS $$
DECLARE
  scope ltree := nullif(current_setting('backstay.scope', true), '')::ltree;
  of_users boolean := what = 'user';
  source text := CASE WHEN of_users THEN 'users' ELSE 'tenants' END;
  place text := CASE WHEN of_users THEN 'tenant_path' ELSE 'path' END;
  alive text := CASE WHEN of_users THEN 'status <> ''deleted''' ELSE 'deleted_at IS NULL' END;
  names text := CASE WHEN of_users THEN 'name_key' ELSE 'search_key' END;
  -- Of a self-service customer those above see the company, but neither its units nor its people.
  open text := CASE WHEN of_users THEN 'actor_reaches(tenant_path, ''read'')'
                    ELSE 'NOT (self_service AND kind = ''unit'' AND actor_meets_closed_doors())' END;
  term text := btrim(search_form(search));
  conditions text := search_conditions(search);
  near_by CONSTANT integer := 10000;
  enough CONSTANT integer := 200;
  looked_at integer;
  found bigint[];
BEGIN
  IF current_setting('role') = 'portal_app'
     AND NOT coalesce(current_setting('backstay.access', true) IN ('admin', 'read') AND scope IS NOT NULL, false) THEN
    RETURN;
  END IF;
  IF tolerant THEN
    -- Of a short word nothing is left to recognise it by once a letter is wrong. Two letters the wrong way round change more trigrams
    -- than any other slip, so those words are tried as such.
    SELECT string_agg(CASE WHEN length(word) < 4 THEN search_conditions(word) ELSE format(' AND (%I %%> %L%s)', names, word, (
          SELECT string_agg(format(' OR %I LIKE %L', names, '%' || replace(replace(replace(
              left(word, i - 1) || substr(word, i + 1, 1) || substr(word, i, 1) || substr(word, i + 2),
            '\', '\\'), '%', '\%'), '_', '\_') || '%'), '')
          FROM generate_series(1, least(length(word), 20) - 1) AS i)) END, '')
      INTO conditions FROM unnest(string_to_array(term, ' ')) AS word WHERE word <> '';
    IF coalesce(conditions, '') NOT LIKE '%\%>%' THEN
      RETURN;
    END IF;
  END IF;
  IF conditions = '' THEN
    RETURN;
  END IF;
  EXECUTE format('WITH near AS MATERIALIZED (SELECT id, %s FROM %I WHERE %I <@ $1 AND %s LIMIT $2)
      SELECT (SELECT count(*) FROM near), array(SELECT id FROM near WHERE true%s LIMIT $3)',
      CASE WHEN of_users THEN 'name_key, search_key' ELSE 'search_key' END, source, place, alive, conditions)
    INTO looked_at, found USING scope, near_by, enough;
  IF cardinality(found) < at_most AND looked_at = near_by THEN
    EXECUTE format('SELECT array(SELECT id FROM %I WHERE CASE WHEN %I <@ $1 THEN true ELSE false END AND %s%s LIMIT $2)',
                   source, place, alive, conditions)
      INTO found USING scope, enough;
  END IF;
  IF of_users AND NOT tolerant THEN
    found := found || array(SELECT id FROM users WHERE login_key = term AND tenant_path <@ scope AND status <> 'deleted');
  END IF;
  RETURN QUERY EXECUTE format('SELECT id, word_similarity($1, search_key)
        + CASE WHEN search_key LIKE $2 THEN 1 WHEN search_key LIKE ''%%'' || $2 THEN 0.5 ELSE 0 END::real
      FROM %I WHERE id = ANY ($3) AND %s ORDER BY 2 DESC, search_key, id LIMIT $4', source, open)
    USING term, ' ' || replace(replace(replace(term, '\', '\\'), '%', '\%'), '_', '\_') || '%', found, at_most;
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION search_below(text, text, integer, boolean) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_below(text, text, integer, boolean) TO portal_app;


