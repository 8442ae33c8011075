-- No one raises their own quota: in an actor's own tenant only the threshold of its notices can be changed. The provider has no one above.
CREATE OR REPLACE FUNCTION guard_own_quota() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  allowed record;
BEGIN
  IF current_setting('role') <> 'portal_app' OR nlevel(NEW.tenant_path) = 1
     OR NEW.tenant_path IS DISTINCT FROM nullif(current_setting('backstay.scope', true), '')::ltree THEN
    RETURN NEW;
  END IF;
  SELECT NULL::bigint AS value_bytes, NULL::bigint AS overage_bytes INTO allowed;
  IF TG_OP = 'UPDATE' THEN
    SELECT OLD.value_bytes, OLD.overage_bytes INTO allowed;
  END IF;
  IF (NEW.value_bytes, NEW.overage_bytes) IS DISTINCT FROM (allowed.value_bytes, allowed.overage_bytes) THEN
    RAISE EXCEPTION 'only an administrator above changes this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER quotas_guard_own BEFORE INSERT OR UPDATE ON quotas FOR EACH ROW EXECUTE FUNCTION guard_own_quota();

-- Totals change one transaction at a time: every measurement changes the provider's total anyway, and one lock taken first has no order
-- to get wrong. Readers take none.
CREATE OR REPLACE FUNCTION lock_usage() RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT pg_advisory_xact_lock(lock_number('usage'))
$$;

-- Takes the lock before a statement touches the first row.
CREATE OR REPLACE FUNCTION take_usage_lock() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM lock_usage();
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER usages_lock BEFORE INSERT OR UPDATE OR DELETE ON usages FOR EACH STATEMENT EXECUTE FUNCTION take_usage_lock();
CREATE OR REPLACE TRIGGER tenants_lock_usage BEFORE UPDATE OF path OR DELETE ON tenants FOR EACH STATEMENT EXECUTE FUNCTION take_usage_lock();

-- Every tenant has its total from the start, so that lists sorted by use need no outer join.
CREATE OR REPLACE FUNCTION begin_usage_totals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO usage_totals (tenant_id, tenant_path, item) SELECT id, path, 'storage' FROM made;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tenants_begin_usage_totals AFTER INSERT ON tenants REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION begin_usage_totals();

-- The newest and the oldest measurement of a tenant and everything below it: its own, and the first entry of an index over its children.
CREATE OR REPLACE FUNCTION newest_usage(of_tenant bigint, of_item text) RETURNS timestamptz LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT greatest(
    (SELECT measured_at FROM usages WHERE tenant_id = of_tenant AND item = of_item),
    (SELECT newest_at FROM usage_totals WHERE parent_id = of_tenant AND item = of_item AND newest_at IS NOT NULL
      ORDER BY newest_at DESC LIMIT 1))
$$;

CREATE OR REPLACE FUNCTION oldest_usage(of_tenant bigint, of_item text) RETURNS timestamptz LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT least(
    (SELECT measured_at FROM usages WHERE tenant_id = of_tenant AND item = of_item),
    (SELECT oldest_at FROM usage_totals WHERE parent_id = of_tenant AND item = of_item AND oldest_at IS NOT NULL
      ORDER BY oldest_at LIMIT 1))
$$;

-- Adds differences to the totals of the tenants they belong to and of all tenants above, from the bottom up.
CREATE OR REPLACE FUNCTION add_to_usage_totals(paths ltree[], items text[], differences bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  depth integer := (SELECT max(nlevel(p)) FROM unnest(paths) p);
BEGIN
  WHILE depth > 0 LOOP
    UPDATE usage_totals t
    SET used_bytes = t.used_bytes + d.difference,
        newest_at = newest_usage(t.tenant_id, t.item),
        oldest_at = oldest_usage(t.tenant_id, t.item)
    FROM (
      SELECT ltree2text(subpath(c.path, depth - 1, 1))::bigint AS tenant_id, c.item, sum(c.difference)::bigint AS difference
      FROM unnest(paths, items, differences) AS c (path, item, difference)
      WHERE nlevel(c.path) >= depth
      GROUP BY 1, 2) d
    WHERE t.tenant_id = d.tenant_id AND t.item = d.item;
    depth := depth - 1;
  END LOOP;
END
$$;

-- Carries what was written to `usages` into the totals.
CREATE OR REPLACE FUNCTION count_usage() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  paths ltree[];
  items text[];
  differences bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(tenant_path), array_agg(item), array_agg(used_bytes) INTO paths, items, differences FROM new_rows;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(tenant_path), array_agg(item), array_agg(-used_bytes) INTO paths, items, differences FROM old_rows;
  ELSE
    -- A path that a foreign key carries over changes no figure here: see count_moved_usage().
    SELECT array_agg(n.tenant_path), array_agg(n.item), array_agg(n.used_bytes - o.used_bytes) INTO paths, items, differences
    FROM new_rows n JOIN old_rows o USING (tenant_id, item)
    WHERE (n.used_bytes, n.measured_at) IS DISTINCT FROM (o.used_bytes, o.measured_at);
  END IF;
  IF paths IS NOT NULL THEN
    PERFORM add_to_usage_totals(paths, items, differences);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER usages_count_new AFTER INSERT ON usages REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage();
CREATE OR REPLACE TRIGGER usages_count_changed AFTER UPDATE ON usages REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage();
CREATE OR REPLACE TRIGGER usages_count_gone AFTER DELETE ON usages REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage();

-- How usage compares with its quota: 0 below, 1 almost reached, 2 reached, 3 exceeded. The same as quotaLevel() in
-- lib/quotas/schema.ts; a test compares the two.
CREATE OR REPLACE FUNCTION storage_level(used numeric, quota bigint, overage bigint, percent integer, hard boolean) RETURNS smallint
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (CASE WHEN quota IS NULL OR used <= 0 THEN 0
               WHEN hard AND used > quota::numeric + coalesce(overage, 0) THEN 3
               WHEN used >= quota THEN 2
               WHEN used * 100 >= quota::numeric * percent THEN 1
               ELSE 0 END)::smallint
$$;

-- Brings the levels of some tenants up to date and notifies the administrators who want it, of the tenant and of the one above it, once for
-- each level that is newly crossed. With the margin a level is left only 2% of the quota below its line, so that usage that goes up and
-- down there is reported once. The caller holds lock_usage(). Returns how many emails it wrote.
CREATE OR REPLACE FUNCTION settle_quotas(tenant_ids bigint[], with_margin boolean) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  found record;
  written integer;
  total integer := 0;
BEGIN
  FOR found IN
    SELECT s.*, CASE WHEN s.now_level < s.level AND with_margin THEN least(s.level, s.held_level) ELSE s.now_level END AS new_level
    FROM (
      SELECT q.tenant_id, q.item, q.value_bytes, q.overage_bytes, q.notice_percent, q.level,
             n.name, n.parent_id, n.kind, u.used_bytes, u.newest_at,
             storage_level(u.used_bytes, q.value_bytes, q.overage_bytes, q.notice_percent, n.kind = 'customer') AS now_level,
             storage_level(u.used_bytes + ceil(q.value_bytes * 0.02), q.value_bytes, q.overage_bytes, q.notice_percent,
                           n.kind = 'customer') AS held_level
      FROM quotas q
      JOIN usage_totals u USING (tenant_id, item)
      JOIN tenants n ON n.id = q.tenant_id
      WHERE q.tenant_id = ANY (tenant_ids) AND n.kind <> 'unit' AND n.deleted_at IS NULL) s
    WHERE s.now_level <> s.level
    ORDER BY s.tenant_id
  LOOP
    CONTINUE WHEN found.new_level = found.level;
    UPDATE quotas SET level = found.new_level WHERE tenant_id = found.tenant_id AND item = found.item;
    CONTINUE WHEN found.new_level < found.level;
    INSERT INTO emails (user_id, tenant_id, tenant_path, template, to_address, language, payload)
    SELECT p.id, p.tenant_id, p.tenant_path,
           (ARRAY['quota_almost_reached', 'quota_reached', 'quota_exceeded'])[found.new_level], p.email, p.language,
           jsonb_build_object('tenantId', found.tenant_id, 'tenantName', found.name, 'usedBytes', found.used_bytes,
             'quotaBytes', found.value_bytes, 'overageBytes', found.overage_bytes, 'hard', found.kind = 'customer',
             'measuredAt', found.newest_at)
    FROM users p
    WHERE p.tenant_id IN (found.tenant_id, found.parent_id) AND 'quota' = ANY (p.notifications)
      AND p.activated_at IS NOT NULL AND p.disabled_at IS NULL AND p.deleted_at IS NULL AND tenant_is_open(p.tenant_path)
      AND EXISTS (SELECT FROM user_roles r WHERE r.user_id = p.id AND r.service = 'management_portal')
    ORDER BY p.id;
    GET DIAGNOSTICS written = ROW_COUNT;
    total := total + written;
  END LOOP;
  RETURN total;
END
$$;

-- The same for the one tenant whose quota or threshold an administrator has changed, without the margin. With the owner's rights: those
-- who are told may be out of the actor's sight.
CREATE OR REPLACE FUNCTION settle_changed_quota(of_tenant bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_setting('role') = 'portal_app' AND NOT coalesce(
       (SELECT path FROM tenants WHERE id = of_tenant) <@ nullif(current_setting('backstay.scope', true), '')::ltree
       AND current_setting('backstay.access', true) = 'admin', false) THEN
    RAISE EXCEPTION 'no such tenant' USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM lock_usage();
  RETURN settle_quotas(ARRAY[of_tenant], false);
END
$$;

-- What is measured of a deleted company counts, but no one is told and the levels of its quotas stay. When it is enabled again, it and what
-- is open below it are settled immediately rather than with the next measurement. With the owner's rights: those who are told may be out
-- of the actor's sight. The caller holds lock_usage() from before it locked anything else.
CREATE OR REPLACE FUNCTION settle_reopened(of_tenant bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  top ltree := (SELECT path FROM tenants WHERE id = of_tenant);
BEGIN
  IF current_setting('role') = 'portal_app' AND NOT coalesce(
       top <@ nullif(current_setting('backstay.scope', true), '')::ltree
       AND current_setting('backstay.access', true) = 'admin', false) THEN
    RAISE EXCEPTION 'no such tenant' USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM lock_usage();
  RETURN settle_quotas(ARRAY(SELECT q.tenant_id FROM quotas q WHERE q.tenant_path <@ top AND tenant_is_open(q.tenant_path)), true);
END
$$;

-- A move takes a use from the tenants that were above and gives it to those that are: their totals are computed again from their
-- children's. The foreign keys have carried the paths over by then. Tenants above both places stay as they are.
CREATE OR REPLACE FUNCTION count_moved_usage() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  place record;
  touched bigint[];
BEGIN
  SELECT array_agg(DISTINCT ancestor) INTO touched
  FROM (SELECT string_to_array(ltree2text(o.path), '.')::bigint[] AS before, string_to_array(ltree2text(n.path), '.')::bigint[] AS after
        FROM new_rows n JOIN old_rows o USING (id) WHERE n.path <> o.path) moved,
       LATERAL (SELECT unnest(before) AS ancestor EXCEPT SELECT unnest(after)
                UNION ALL (SELECT unnest(after) EXCEPT SELECT unnest(before))) differing;
  IF touched IS NULL THEN
    RETURN NULL;
  END IF;
  FOR place IN SELECT id FROM tenants WHERE id = ANY (touched) ORDER BY nlevel(path) DESC LOOP
    UPDATE usage_totals t
    SET used_bytes = coalesce((SELECT used_bytes FROM usages u WHERE u.tenant_id = t.tenant_id AND u.item = t.item), 0)
          + coalesce((SELECT sum(c.used_bytes) FROM usage_totals c WHERE c.parent_id = t.tenant_id AND c.item = t.item), 0),
        newest_at = newest_usage(t.tenant_id, t.item),
        oldest_at = oldest_usage(t.tenant_id, t.item)
    WHERE t.tenant_id = place.id;
  END LOOP;
  PERFORM settle_quotas(touched, true);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tenants_count_moved_usage AFTER UPDATE ON tenants REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_moved_usage();
