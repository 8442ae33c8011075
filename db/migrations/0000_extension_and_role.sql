-- ltree is a trusted extension: the owner of the database may create it (Postgres 13 and newer).
CREATE EXTENSION IF NOT EXISTS ltree;
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
-- The application's role must be able to step down to portal_app (a superuser can in any case). From Postgres 16 on, who makes
-- a role is a member of it that may pass it on but not step down to it: being a member says too little there.
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'portal_app',
                     CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE format('GRANT portal_app TO %I', current_user);
  END IF;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO portal_app;
