CREATE SEQUENCE "public"."eula_revisions" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "eula_versions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "eula_versions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"version" text,
	"note" text,
	"published_at" timestamp with time zone,
	"published_by" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "eula_versions_version" UNIQUE("version"),
	CONSTRAINT "eula_versions_published" CHECK ((published_at is null) = (version is null))
);
--> statement-breakpoint
ALTER TABLE "eula_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
-- One version for each name, in the order in which they were first published: a translation that came later does not count.
INSERT INTO eula_versions (version, published_at, started_at)
SELECT version, min(published_at), min(published_at) FROM eula_documents GROUP BY version ORDER BY min(published_at), min(id);
--> statement-breakpoint
ALTER TABLE "eula_documents" ADD COLUMN "version_id" bigint;--> statement-breakpoint
UPDATE eula_documents d SET version_id = v.id FROM eula_versions v WHERE v.version = d.version;--> statement-breakpoint
ALTER TABLE "eula_documents" ALTER COLUMN "version_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "eula_documents" DROP CONSTRAINT "eula_documents_version";--> statement-breakpoint
ALTER TABLE "eula_documents" ADD COLUMN "revision" bigint DEFAULT nextval('eula_revisions') NOT NULL;--> statement-breakpoint
ALTER TABLE "eula_documents" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "eula_versions_one_draft" ON "eula_versions" USING btree ((published_at is null)) WHERE published_at is null;--> statement-breakpoint
ALTER TABLE "eula_acceptances" ADD CONSTRAINT "eula_acceptances_version" FOREIGN KEY ("version") REFERENCES "public"."eula_versions"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eula_documents" ADD CONSTRAINT "eula_documents_version" FOREIGN KEY ("version_id") REFERENCES "public"."eula_versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "eula_acceptances_by_time" ON "eula_acceptances" USING btree ("accepted_at","user_id","version");--> statement-breakpoint
CREATE INDEX "eula_acceptances_by_version" ON "eula_acceptances" USING btree ("version","accepted_at","user_id");--> statement-breakpoint
CREATE INDEX "users_active" ON "users" USING btree ("id") WHERE status = 'active';--> statement-breakpoint
ALTER TABLE "eula_documents" DROP COLUMN "version";--> statement-breakpoint
ALTER TABLE "eula_documents" DROP COLUMN "published_at";--> statement-breakpoint
ALTER TABLE "eula_documents" ADD CONSTRAINT "eula_documents_language" UNIQUE("version_id","language");--> statement-breakpoint
CREATE POLICY "draft_insert" ON "eula_documents" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ((nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin') and exists (select from eula_versions v where v.id = version_id and v.published_at is null));--> statement-breakpoint
CREATE POLICY "draft_update" ON "eula_documents" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ((nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin') and exists (select from eula_versions v where v.id = version_id and v.published_at is null)) WITH CHECK ((nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin') and exists (select from eula_versions v where v.id = version_id and v.published_at is null));--> statement-breakpoint
CREATE POLICY "draft_delete" ON "eula_documents" AS PERMISSIVE FOR DELETE TO "portal_app" USING ((nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin') and exists (select from eula_versions v where v.id = version_id and v.published_at is null));--> statement-breakpoint
CREATE POLICY "everybody_select" ON "eula_versions" AS PERMISSIVE FOR SELECT TO "portal_app" USING (published_at is not null or (nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) in ('admin', 'read')));--> statement-breakpoint
CREATE POLICY "draft_insert" ON "eula_versions" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK (published_at is null and (nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin'));--> statement-breakpoint
CREATE POLICY "draft_update" ON "eula_versions" AS PERMISSIVE FOR UPDATE TO "portal_app" USING (published_at is null and (nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin')) WITH CHECK ((nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin'));--> statement-breakpoint
CREATE POLICY "draft_delete" ON "eula_versions" AS PERMISSIVE FOR DELETE TO "portal_app" USING (published_at is null and (nlevel((select nullif(current_setting('backstay.scope', true), '')::ltree)) = 1 and (select current_setting('backstay.access', true)) = 'admin'));--> statement-breakpoint
ALTER POLICY "everybody_select" ON "eula_documents" TO portal_app USING (exists (select from eula_versions v where v.id = version_id));--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON eula_versions TO portal_app;--> statement-breakpoint
GRANT UPDATE (version, note, published_at, published_by) ON eula_versions TO portal_app;--> statement-breakpoint
GRANT INSERT, DELETE ON eula_documents TO portal_app;--> statement-breakpoint
GRANT UPDATE (title, body, revision, updated_at) ON eula_documents TO portal_app;--> statement-breakpoint
GRANT USAGE ON SEQUENCE eula_revisions TO portal_app;--> statement-breakpoint
-- A page of who accepted the agreement, newest first. Runs with the owner's rights because under a policy no index serves LIKE, so it
-- asks for the provider's reach itself. What many have stands close by; what is not found there is rare (docs/decisions/0012).
CREATE FUNCTION list_eula_acceptances(of_version text, search text, after_user bigint, after_version text, at_most integer)
RETURNS TABLE (accepted_user bigint, accepted_version text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  conditions text := 'true';
  has_words text := search_conditions(search);
  near_by integer := least(at_most * 40, 10000);
  looked_at integer;
  found bigint[];
  versions text[];
BEGIN
  IF NOT EXISTS (SELECT FROM tenants WHERE kind = 'root' AND actor_reaches(path, 'read')) THEN
    RETURN;
  END IF;
  IF of_version IS NOT NULL THEN
    conditions := conditions || ' AND version = $1';
  END IF;
  IF after_user IS NOT NULL THEN
    conditions := conditions || ' AND (accepted_at, user_id, version) < (
      SELECT accepted_at, user_id, version FROM eula_acceptances WHERE user_id = $2 AND version = $3)';
  END IF;
  IF actor_meets_closed_doors() THEN
    conditions := conditions || ' AND NOT (SELECT t.self_service FROM tenants t WHERE t.id = tenant_id)';
  END IF;
  IF has_words = '' THEN
    RETURN QUERY EXECUTE format('SELECT user_id, version FROM eula_acceptances WHERE %s
        ORDER BY accepted_at DESC, user_id DESC, version DESC LIMIT $4', conditions)
      USING of_version, after_user, after_version, at_most;
    RETURN;
  END IF;
  EXECUTE format('WITH near AS MATERIALIZED (SELECT user_id, tenant_id, version, accepted_at FROM eula_acceptances WHERE %s
        ORDER BY accepted_at DESC, user_id DESC, version DESC LIMIT $5),
      these AS (SELECT near.* FROM near JOIN users u ON u.id = near.user_id JOIN tenants t ON t.id = near.tenant_id
        WHERE (true%s) OR (true%s) ORDER BY accepted_at DESC, user_id DESC, version DESC LIMIT $4)
      SELECT (SELECT count(*) FROM near), array_agg(user_id ORDER BY accepted_at DESC, user_id DESC, version DESC),
        array_agg(version ORDER BY accepted_at DESC, user_id DESC, version DESC) FROM these',
      conditions, replace(has_words, ' search_key ', ' u.search_key '), replace(has_words, ' search_key ', ' t.search_key '))
    INTO looked_at, found, versions USING of_version, after_user, after_version, at_most, near_by;
  IF coalesce(cardinality(found), 0) < at_most AND looked_at = near_by THEN
    EXECUTE format('WITH people AS MATERIALIZED (SELECT id FROM users WHERE true%1$s
          UNION SELECT id FROM users WHERE tenant_id IN (SELECT id FROM tenants WHERE true%1$s)),
        these AS (SELECT user_id, version, accepted_at FROM eula_acceptances
          WHERE user_id IN (SELECT id FROM people) AND %2$s ORDER BY accepted_at DESC, user_id DESC, version DESC LIMIT $4)
        SELECT array_agg(user_id ORDER BY accepted_at DESC, user_id DESC, version DESC),
          array_agg(version ORDER BY accepted_at DESC, user_id DESC, version DESC) FROM these', has_words, conditions)
      INTO found, versions USING of_version, after_user, after_version, at_most;
  END IF;
  RETURN QUERY SELECT * FROM unnest(found, versions);
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION list_eula_acceptances(text, text, bigint, text, integer) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION list_eula_acceptances(text, text, bigint, text, integer) TO portal_app;--> statement-breakpoint
-- A page of the people who can sign in and have not accepted the version in force, whoever has been here longest first.
CREATE FUNCTION list_without_eula(search text, after_user bigint, at_most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  in_force text := (SELECT version FROM eula_versions WHERE published_at IS NOT NULL ORDER BY id DESC LIMIT 1);
  conditions text := 'status = ''active'' AND id > coalesce($2, 0)
    AND NOT EXISTS (SELECT FROM eula_acceptances a WHERE a.user_id = u.id AND a.version = $1)';
  has_words text := search_conditions(search);
  near_by integer := least(at_most * 40, 10000);
  looked_at integer;
  found bigint[];
BEGIN
  IF NOT EXISTS (SELECT FROM tenants WHERE kind = 'root' AND actor_reaches(path, 'read')) THEN
    RETURN;
  END IF;
  IF actor_meets_closed_doors() THEN
    conditions := conditions || ' AND NOT (SELECT t.self_service FROM tenants t WHERE t.id = u.tenant_id)';
  END IF;
  IF has_words = '' THEN
    RETURN QUERY EXECUTE format('SELECT id FROM users u WHERE %s ORDER BY id LIMIT $3', conditions)
      USING in_force, after_user, at_most;
    RETURN;
  END IF;
  EXECUTE format('WITH near AS MATERIALIZED (SELECT id, tenant_id, search_key FROM users u WHERE %s ORDER BY id LIMIT $4)
      SELECT (SELECT count(*) FROM near), array(SELECT u.id FROM near u JOIN tenants t ON t.id = u.tenant_id
        WHERE (true%s) OR (true%s) ORDER BY u.id LIMIT $3)',
      conditions, replace(has_words, ' search_key ', ' u.search_key '), replace(has_words, ' search_key ', ' t.search_key '))
    INTO looked_at, found USING in_force, after_user, at_most, near_by;
  IF cardinality(found) < at_most AND looked_at = near_by THEN
    EXECUTE format('WITH people AS MATERIALIZED (SELECT id FROM users WHERE true%1$s
          UNION SELECT id FROM users WHERE tenant_id IN (SELECT id FROM tenants WHERE true%1$s))
        SELECT array(SELECT id FROM users u WHERE id IN (SELECT id FROM people) AND %2$s ORDER BY id LIMIT $3)', has_words, conditions)
      INTO found USING in_force, after_user, at_most;
  END IF;
  RETURN QUERY SELECT unnest(found);
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION list_without_eula(text, bigint, integer) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION list_without_eula(text, bigint, integer) TO portal_app;--> statement-breakpoint
-- How many people can sign in, and how many of them accepted the version in force. Figures, which closed doors do not hide.
CREATE FUNCTION eula_figures(OUT people bigint, OUT accepted bigint)
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION eula_figures() FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION eula_figures() TO portal_app;
