-- Everything that portal_app, the role of an actor's transaction, has rights to. Whatever is not named here is out of its reach: what it
-- was given earlier is taken away first, and no function of ours is open to everyone. The policies say which rows it sees and changes.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM portal_app;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM portal_app;
-- One by one, because the functions of the extensions are in the same schema and aren't ours to close.
DO $$
DECLARE
  ours regprocedure;
BEGIN
  FOR ours IN
    SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, portal_app', ours);
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA public TO portal_app;

-- The tree: parent_id, path and kind are missing because only move_tenant() moves a tenant; deleted_at, because only delete_tenant() and
-- recover_tenant(), which take the whole subtree along, delete and recover one.
GRANT SELECT, INSERT ON tenants TO portal_app;
GRANT UPDATE (name, unique_name, mode, language, time_zone, require_two_factor, self_managed, disabled_at, version) ON tenants TO portal_app;

-- Users: an address counts once someone opened a link that went there, so email is missing. request_email_change() and correct_email()
-- write it, and only confirming a link changes the address of an active account.
GRANT SELECT, INSERT ON users TO portal_app;
GRANT UPDATE (first_name, last_name, language, time_zone, notifications, disabled_at, deleted_at, version) ON users TO portal_app;
GRANT SELECT, INSERT, UPDATE (role), DELETE ON user_roles TO portal_app;
GRANT SELECT, UPDATE (state, ended_at, end_reason) ON sessions TO portal_app;

-- Storage: no row means unlimited, so deleting one's own quota would raise it.
GRANT SELECT, INSERT, UPDATE (value_bytes, overage_bytes, notice_percent, updated_at, version) ON quotas TO portal_app;
GRANT SELECT ON usages, usage_totals TO portal_app;

GRANT SELECT, INSERT ON audit_log TO portal_app;
GRANT SELECT, INSERT, UPDATE (status, attempts, deferrals, next_attempt_at, locked_until, last_error) ON emails TO portal_app;
GRANT SELECT, INSERT, UPDATE (draft, result, done_at), DELETE ON submissions TO portal_app;
-- Which instance works on a batch is the job's to say.
GRANT SELECT, INSERT, UPDATE (language, session_id, address, user_agent, request_id, started_at, finished_at), DELETE ON user_batches TO portal_app;
GRANT SELECT, INSERT, UPDATE (outcome, error) ON user_batch_rows TO portal_app;

GRANT SELECT, INSERT ON eula_acceptances TO portal_app;
GRANT SELECT, INSERT, UPDATE (version, note, published_at, published_by), DELETE ON eula_versions TO portal_app;
GRANT SELECT, INSERT, UPDATE (title, body, revision, updated_at), DELETE ON eula_documents TO portal_app;
GRANT USAGE ON SEQUENCE eula_revisions TO portal_app;

-- That a host name is proven, only prove_host() writes.
GRANT SELECT, INSERT, DELETE ON brands TO portal_app;
GRANT UPDATE (product_name, accent, support_link, imprint_link, terms_link, privacy_link, host_name, version, updated_at)
  ON brands TO portal_app;
-- A logo is replaced, never changed.
GRANT SELECT, INSERT, DELETE ON brand_logos TO portal_app;

-- What queries, policies, generated columns and triggers call with the actor's rights.
GRANT EXECUTE ON FUNCTION
  actor_meets_self_managed(), actor_reaches(ltree, text), tenant_is_open(ltree), two_factor_required(ltree),
  search_form(text), lock_number(text), lock_usage()
  TO portal_app;

-- What runs with the owner's rights and checks the actor's reach itself.
GRANT EXECUTE ON FUNCTION
  end_sessions_below(bigint, text), delete_tenant(bigint), recover_tenant(bigint, text, text), end_recovery(bigint, integer), move_tenant(bigint, bigint)
  TO portal_app;
GRANT EXECUTE ON FUNCTION
  issue_token(bigint, text, interval), end_links(bigint, text), reset_two_factor(bigint), two_factor_is_on(bigint), two_factor_figures(bigint),
  trusted_browsers_of(bigint), forget_trusted_browsers(bigint), logins_taken(text[]),
  request_email_change(bigint, text, text, interval), pending_email_change(bigint),
  correct_email(bigint, text, text)
  TO portal_app;
GRANT EXECUTE ON FUNCTION
  plan_activation_emails(uuid[], integer, integer), activation_emails_after_today(bigint, text[], integer, integer)
  TO portal_app;
GRANT EXECUTE ON FUNCTION settle_changed_quota(bigint), settle_reopened(bigint) TO portal_app;
GRANT EXECUTE ON FUNCTION
  client_figures(bigint), count_filled_quotas(bigint, integer, integer), eula_figures()
  TO portal_app;
GRANT EXECUTE ON FUNCTION brand_at(ltree), prove_host(bigint, text, text), time_zone_at(ltree, boolean) TO portal_app;
