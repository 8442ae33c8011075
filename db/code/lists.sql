-- How many of each kind, mode and status are directly below a tenant: what the list of clients would show, counted in one of its indexes.
-- Runs with the owner's rights because under a policy each row would be read for its path; checks the scope itself.
CREATE OR REPLACE FUNCTION client_figures(of_tenant bigint)
RETURNS TABLE (client_kind text, client_mode text, client_status text, clients integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM tenants WHERE id = of_tenant AND actor_reaches(path, 'read')) THEN
    RETURN;
  END IF;
  RETURN QUERY
    SELECT kind, mode,
           CASE WHEN deleted_at IS NOT NULL THEN 'deleted' WHEN disabled_at IS NOT NULL THEN 'disabled' ELSE 'active' END,
           count(*)::integer
    FROM tenants WHERE parent_id = of_tenant AND purged_at IS NULL GROUP BY 1, 2, 3;
END
$$;

-- The clients directly below a tenant whose use of storage is at a level of their quota or above it. The level kept with the quota is
-- never lower, only held a little longer, so the index on it finds them all. The rest is looked up by key, whatever Postgres thinks of
-- joining whole tables.
CREATE OR REPLACE FUNCTION filled_quotas(of_tenant bigint, least_level integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT q.tenant_id
  FROM quotas q
  WHERE q.parent_id = of_tenant AND q.level > 0
    AND storage_level((SELECT used_bytes FROM usage_totals u WHERE u.tenant_id = q.tenant_id AND u.item = q.item),
                      q.value_bytes, q.overage_bytes, q.notice_percent,
                      (SELECT kind = 'customer' FROM tenants t WHERE t.id = q.tenant_id)) >= least_level
$$;

-- How many of the clients directly below a tenant stand at a level of their quota or above it, counted up to a number. Checks the scope
-- itself, as above.
CREATE OR REPLACE FUNCTION count_filled_quotas(of_tenant bigint, least_level integer, at_most integer) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM tenants WHERE id = of_tenant AND actor_reaches(path, 'read')) THEN
    RETURN 0;
  END IF;
  RETURN (
    SELECT count(*)::integer
    FROM (SELECT FROM tenants
          WHERE id = ANY (ARRAY(SELECT filled_quotas(of_tenant, least_level))) AND deleted_at IS NULL
          LIMIT at_most) AS filled);
END
$$;

-- The ids of a tenant and everything below it as the actor sees it, up to a number. Runs with the owner's rights because under a policy
-- only the actor's whole scope can be looked up by path, however little of it is asked for; checks the scope itself.
CREATE OR REPLACE FUNCTION tenants_below(of_tenant bigint, at_most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  place ltree := (SELECT path FROM tenants WHERE id = of_tenant AND actor_reaches(path, 'read'));
BEGIN
  RETURN QUERY
    SELECT id FROM tenants
    WHERE path <@ place AND NOT (self_managed AND kind = 'unit' AND (SELECT actor_meets_self_managed()))
    LIMIT at_most;
END
$$;

-- Loads pg_trgm: until then its threshold is a name that only a superuser can put into a function.
SELECT word_similarity('', '');

-- The ids of tenants or users at and below the actor's own tenant whose names, logins or addresses contain every word of the search, best
-- first; with `tolerant` those whose names are like it, but for a typo. Runs with the owner's rights because under a policy no index
-- serves LIKE, so it looks only within the actor's scope. What many have is found among the first thousand rows; what is rarer the
-- trigram index finds in a few milliseconds.
CREATE OR REPLACE FUNCTION search_below(what text, search text, at_most integer, tolerant boolean)
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
  -- Of a self-managed customer those above see the company, but neither its units nor its people.
  open text := CASE WHEN of_users THEN 'actor_reaches(tenant_path, ''read'')'
                    ELSE 'NOT (self_managed AND kind = ''unit'' AND actor_meets_self_managed())' END;
  term text := btrim(search_form(search));
  conditions text := search_conditions(search);
  near_by integer;
  enough CONSTANT integer := 200;
  looked_at integer;
  found bigint[];
BEGIN
  IF current_setting('role') = 'portal_app'
     AND NOT coalesce(current_setting('backstay.access', true) IN ('admin', 'read') AND scope IS NOT NULL, false) THEN
    RETURN;
  END IF;
  IF tolerant THEN
    -- Of a short word nothing is left to recognize it by once a letter is wrong. Two letters the wrong way round change more trigrams
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
  -- Where everything is in scope, nothing that the trigram index finds is in vain, and it is quicker than a longer look around.
  FOREACH near_by IN ARRAY CASE WHEN nlevel(scope) = 1 AND NOT tolerant THEN ARRAY[1000] ELSE ARRAY[1000, 10000] END LOOP
    EXECUTE format('WITH near AS MATERIALIZED (SELECT id, %s FROM %I WHERE %I <@ $1 AND %s LIMIT $2)
        SELECT (SELECT count(*) FROM near), array(SELECT id FROM near WHERE true%s LIMIT $3)',
        CASE WHEN of_users THEN 'name_key, search_key' ELSE 'search_key' END, source, place, alive, conditions)
      INTO looked_at, found USING scope, near_by, enough;
    EXIT WHEN cardinality(found) >= at_most OR looked_at < near_by;
  END LOOP;
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

-- How many users can sign in, and how many of them accepted the version in force. Figures, which closed doors do not hide.
CREATE OR REPLACE FUNCTION eula_figures(OUT people bigint, OUT accepted bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM tenants WHERE kind = 'root' AND actor_reaches(path, 'read')) THEN
    RETURN;
  END IF;
  people := (SELECT count(*) FROM users WHERE status = 'active');
  accepted := (SELECT count(*) FROM users u JOIN eula_acceptances a ON a.user_id = u.id
    WHERE u.status = 'active' AND a.version =
      (SELECT version FROM eula_versions WHERE published_at IS NOT NULL ORDER BY id DESC LIMIT 1));
END
$$;
