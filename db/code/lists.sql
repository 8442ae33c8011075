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
