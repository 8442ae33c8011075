ALTER TABLE "quotas" ADD COLUMN "parent_id" bigint GENERATED ALWAYS AS (case when nlevel(tenant_path) > 1 then ltree2text(subpath(tenant_path, -2, 1))::bigint end) STORED;--> statement-breakpoint
CREATE INDEX "emails_unsent" ON "emails" USING btree ("status","created_at","id") WHERE status in ('queued', 'failed');--> statement-breakpoint
CREATE INDEX "emails_unsent_by_tenant" ON "emails" USING btree ("tenant_id","status","created_at","id") WHERE status in ('queued', 'failed');--> statement-breakpoint
CREATE INDEX "quotas_nearly_full" ON "quotas" USING btree ("parent_id","tenant_id") WHERE level > 0;
--> statement-breakpoint
-- Those directly below a tenant whose use of storage stands at a level of their quota now or above it. The level that is kept with
-- the quota is never lower, only held a little longer, so the index on those finds them all. The rest is looked up by key, whatever
-- Postgres thinks of joining whole tables.
CREATE FUNCTION filled_quotas(of_tenant bigint, least_level integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT q.tenant_id
  FROM quotas q
  WHERE q.parent_id = of_tenant AND q.level > 0
    AND storage_level((SELECT used_bytes FROM usage_totals u WHERE u.tenant_id = q.tenant_id AND u.item = q.item),
                      q.value_bytes, q.overage_bytes, q.notice_percent,
                      (SELECT kind = 'customer' FROM tenants t WHERE t.id = q.tenant_id)) >= least_level
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION filled_quotas(bigint, integer) FROM PUBLIC;
--> statement-breakpoint
DROP FUNCTION list_clients(bigint, text[], text[], text[], text, text, boolean, bigint, integer);
--> statement-breakpoint
-- The ids of a page of those directly below a tenant, in order. Runs with the owner's rights because under a policy no index serves
-- LIKE, so it checks the actor's scope itself: elsewhere there is nobody. The indexes hold everything but the words that are asked
-- for: what is not shown is passed over without being read. What many have stands close by; what is not found there is rare.
CREATE FUNCTION list_clients(of_tenant bigint, with_kinds text[], with_modes text[], with_statuses text[], least_level integer,
                             search text, sort_by text, descending boolean, after_client bigint, at_most integer)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
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
  IF least_level > 0 THEN
    conditions := conditions || ' AND id = ANY (ARRAY(SELECT filled_quotas($1, $6)))';
  ELSIF has_words = '' THEN
    RETURN QUERY EXECUTE format('SELECT id FROM tenants WHERE %s ORDER BY %s LIMIT $5', conditions, in_order)
      USING of_tenant, with_kinds, with_modes, after_client, at_most;
    RETURN;
  END IF;
  IF least_level IS NULL THEN
    EXECUTE format('WITH near AS MATERIALIZED (SELECT id, %s, search_key FROM tenants WHERE %s ORDER BY %s LIMIT $7)
        SELECT (SELECT count(*) FROM near), array(SELECT id FROM near WHERE true%s ORDER BY %3$s LIMIT $5)',
        sort_key, conditions, in_order, has_words)
      INTO looked_at, found USING of_tenant, with_kinds, with_modes, after_client, at_most, least_level, near_by;
  END IF;
  IF found IS NULL OR (cardinality(found) < at_most AND looked_at = near_by) THEN
    EXECUTE format('WITH everybody AS MATERIALIZED (SELECT id, %s FROM tenants WHERE %s%s)
        SELECT array(SELECT id FROM everybody ORDER BY %s LIMIT $5)', sort_key, conditions, has_words, in_order)
      INTO found USING of_tenant, with_kinds, with_modes, after_client, at_most, least_level;
  END IF;
  RETURN QUERY SELECT unnest(found);
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION list_clients(bigint, text[], text[], text[], integer, text, text, boolean, bigint, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION list_clients(bigint, text[], text[], text[], integer, text, text, boolean, bigint, integer) TO portal_app;
--> statement-breakpoint
-- How many of each kind, mode and status stand directly below a tenant: what list_clients() would show, counted in one of its
-- indexes. Runs with the owner's rights because under a policy each row would be read for its path; checks the scope itself.
CREATE FUNCTION client_figures(of_tenant bigint)
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION client_figures(bigint) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION client_figures(bigint) TO portal_app;
--> statement-breakpoint
-- How many of those directly below a tenant stand at a level of their quota or above it, counted up to a number. As above.
CREATE FUNCTION count_filled_quotas(of_tenant bigint, least_level integer, at_most integer) RETURNS integer
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION count_filled_quotas(bigint, integer, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION count_filled_quotas(bigint, integer, integer) TO portal_app;
--> statement-breakpoint
-- The ids of a tenant and of what is below it as the actor sees it, up to a number. Runs with the owner's rights because under a
-- policy only the actor's whole scope can be looked up by path, however little of it is asked for; checks the scope itself.
CREATE FUNCTION tenants_below(of_tenant bigint, at_most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  place ltree := (SELECT path FROM tenants WHERE id = of_tenant AND actor_reaches(path, 'read'));
BEGIN
  RETURN QUERY
    SELECT id FROM tenants
    WHERE path <@ place AND NOT (self_service AND kind = 'unit' AND (SELECT actor_meets_closed_doors()))
    LIMIT at_most;
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION tenants_below(bigint, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION tenants_below(bigint, integer) TO portal_app;
