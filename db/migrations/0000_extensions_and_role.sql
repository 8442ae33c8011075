-- All four are trusted extensions: the owner of the database can create them (Postgres 13 and newer).
CREATE EXTENSION IF NOT EXISTS ltree SCHEMA public;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA public;
--> statement-breakpoint
-- Roles belong to the whole server: another Backstay database, or a parallel start, may have made this one already.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_app') THEN
    CREATE ROLE portal_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;
--> statement-breakpoint
-- The application's role must be able to step down to portal_app (a superuser can in any case). From Postgres 16 on, the creator of
-- a role is a member of it that can pass it on but not step down to it: being a member says too little there.
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'portal_app',
                     CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE format('GRANT portal_app TO %I', current_user);
  END IF;
END
$$;
--> statement-breakpoint
-- The tables need these two to exist: generated columns the first, policies the second. db/code/ gives them their bodies in the same
-- transaction; until then calling them fails.
CREATE FUNCTION search_form(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RAISE EXCEPTION 'db/code has not run';
END
$$;
--> statement-breakpoint
CREATE FUNCTION actor_meets_closed_doors() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION 'db/code has not run';
END
$$;
