-- The form in which texts are searched: without case, accents and compatibility variants. Postgres calls unaccent() stable only because
-- a dictionary can be exchanged; this one is named, so the answer is fixed. The alphabets that are most in use are folded here, since
-- lower() leaves some to the language of the database: a Turkish one makes "ınfo" of "INFO", and "C" folds ASCII alone.
CREATE OR REPLACE FUNCTION search_form(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT lower(translate(unaccent('public.unaccent', normalize($1, NFKC)),
    'ABCDEFGHIJKLMNOPQRSTUVWXYZΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ',
    'abcdefghijklmnopqrstuvwxyzαβγδεζηθικλμνξοπρστυφχψωѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюя'))
$$;

-- The words of a search as patterns for LIKE on a search_key, the longest first; null without any word. A word of one or two letters must
-- begin a word, since the trigram index knows no such short piece from the middle.
CREATE OR REPLACE FUNCTION search_patterns(search text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT array_agg(CASE WHEN word ~ '^[[:alnum:]]{1,2}$' THEN '% ' ELSE '%' END
      || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%' ORDER BY length(word) DESC)
  FROM unnest(string_to_array(search_form(search), ' ')) AS word WHERE word <> ''
$$;
