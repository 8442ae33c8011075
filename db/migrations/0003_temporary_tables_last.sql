-- Unless named, the schema of temporary tables is searched first: whoever can run SQL as portal_app could put a table `users`
-- of their own in front of ours, and issue_token(), which runs with the owner's rights, believed it.
ALTER FUNCTION issue_token(bigint, text, interval) SET search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
ALTER FUNCTION place_tenant() SET search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
ALTER FUNCTION tenant_is_open(ltree) SET search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
ALTER FUNCTION refuse_audit_change() SET search_path = pg_catalog, public, pg_temp;
