-- As db/schema says since self-service came: 0010 made these policies without the closed doors.
ALTER POLICY "in_scope_select" ON "submissions" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) in ('admin', 'read') and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_insert" ON "submissions" TO portal_app WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_update" ON "submissions" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end) WITH CHECK (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
ALTER POLICY "in_scope_delete" ON "submissions" TO portal_app USING (case when tenant_path <@ (select nullif(current_setting('backstay.scope', true), '')::ltree) and (select current_setting('backstay.access', true)) = 'admin' and not ((select actor_meets_closed_doors()) and (select t.self_service from tenants t where t.id = tenant_id)) then true else false end);
--> statement-breakpoint
-- Which of some logins exist anywhere in the installation, and nothing about whose they are: what creating a user would tell one by
-- one. Runs with the owner's rights because an actor sees only the users below; for those who create nobody, nothing is taken.
CREATE FUNCTION logins_taken(logins text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT login_key FROM users
  WHERE login_key = ANY (logins)
    AND (current_setting('role') <> 'portal_app' OR current_setting('backstay.access', true) = 'admin')
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION logins_taken(text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION logins_taken(text[]) TO portal_app;
