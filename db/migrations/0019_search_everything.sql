-- search_below() looked at 10,000 rows of each table before it asked the trigram index: 30 ms a search from the provider with a million
-- people. A thousand are enough for what many have, and what is rarer the index finds in a few milliseconds.
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
  -- Of a self-service customer those above see the company, but neither its units nor its people.
  open text := CASE WHEN of_users THEN 'actor_reaches(tenant_path, ''read'')'
                    ELSE 'NOT (self_service AND kind = ''unit'' AND actor_meets_closed_doors())' END;
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
