-- The same answer as before. As a condition on tenants alone, the planner preferred the index on paths once policies applied and
-- read the whole scope: 40 ms below 100,000 companies, several times a page. Joined, the few above are looked up by id.
CREATE OR REPLACE FUNCTION tenant_is_open(tenant_path ltree) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT FROM unnest(string_to_array(ltree2text(tenant_path), '.')::bigint[]) AS above (id) JOIN tenants USING (id)
    WHERE disabled_at IS NOT NULL OR deleted_at IS NOT NULL)
$$;
