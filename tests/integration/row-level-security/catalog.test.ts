import { sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf } from "@/db";
import { allTables, COMMON_TABLES, SECRET_TABLES, sqlState } from "../../support/every-table";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase({ emptyBetweenTests: false });

const NOBODY = { userId: 1, tenantPath: "1", access: "admin" } as const;
const query = <Result extends Record<string, unknown>>(text: string) =>
  asSystem("test", async (tx) => rowsOf<Result>(await tx.execute(sql.raw(text))));

test("every table belongs to a tenant, is common to all, or is secret", async () => {
  const strays = (await allTables()).filter(({ path }) => path === null).map(({ name }) => name);
  expect(strays.sort()).toEqual([...SECRET_TABLES, ...COMMON_TABLES].sort());
});

test("every table has row-level security switched on", async () => {
  const tables = await query<{ name: string; secured: boolean }>(
    "select relname as name, relrowsecurity as secured from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  expect(tables.length).toBeGreaterThan(10);
  expect(tables.filter(({ secured }) => !secured)).toEqual([]);
});

test("every policy is for portal_app alone and no table has two that widen each other unnoticed", async () => {
  const policies = await query<{ name: string }>(
    `select tablename || '.' || policyname || ' ' || lower(cmd) as name from pg_policies
      where schemaname = 'public' and roles = '{portal_app}' and permissive = 'PERMISSIVE' order by 1`,
  );
  const [all] = await query<{ count: number }>(
    "select count(*)::int as count from pg_policies where schemaname = 'public'",
  );
  expect(policies).toHaveLength(all?.count ?? -1);
  // What lets rows in beside "in scope": each of these is the actor's own, or common to all.
  const others = policies.map(({ name }) => name).filter((name) => !/\.in_scope_(\w+) \1$/.test(name));
  expect(others).toEqual([
    "eula_acceptances.own_insert insert",
    "eula_documents.draft_delete delete",
    "eula_documents.draft_insert insert",
    "eula_documents.draft_update update",
    "eula_documents.everybody_select select",
    "eula_versions.draft_delete delete",
    "eula_versions.draft_insert insert",
    "eula_versions.draft_update update",
    "eula_versions.everybody_select select",
    "quotas.own_tenant_select select",
    "sessions.end_update update",
    "usages.own_tenant_select select",
    "users.own_update update",
  ]);
});

test.each(SECRET_TABLES)("portal_app has no privilege of any kind on %s", async (table) => {
  const [held] = await query<{ any: boolean }>(
    `select has_table_privilege('portal_app', '${table}', 'select, insert, update, delete, truncate, references, trigger')
       or has_any_column_privilege('portal_app', '${table}', 'select, insert, update, references') as any`,
  );
  expect(held).toEqual({ any: false });
  await expect(
    asActor(NOBODY, (tx) => tx.execute(sql.raw(`select count(*) from ${table}`))).catch(sqlState),
  ).resolves.toBe("42501");
});

test("no table lets portal_app truncate, reference or put triggers on it", async () => {
  const held = await query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and has_table_privilege('portal_app', oid, 'truncate, references, trigger')`,
  );
  expect(held).toEqual([]);
});

test("what says where a row belongs, and who it is, cannot be changed by portal_app", async () => {
  const changeable = await query<{ name: string }>(
    `select attrelid::regclass || '.' || attname as name from pg_attribute
      where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r')
        and attnum > 0 and not attisdropped
        and attname in ('id', 'path', 'tenant_path', 'tenant_id', 'parent_id', 'kind', 'user_id', 'service', 'login', 'email',
                        'activated_at', 'to_address', 'template', 'payload', 'expires_at', 'created_at')
        and has_column_privilege('portal_app', attrelid, attname, 'update')`,
  );
  expect(changeable).toEqual([]);
});

test("portal_app cannot log in, own, bypass policies, create tables or become anyone else", async () => {
  const [role] = await query(
    `select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
       has_schema_privilege('portal_app', 'public', 'create') as creates,
       (select count(*)::int from pg_class where relowner = r.oid) as owns,
       (select count(*)::int from pg_auth_members where member = r.oid) as member_of
     from pg_roles r where rolname = 'portal_app'`,
  );
  expect(role).toEqual({
    rolcanlogin: false,
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    creates: false,
    owns: 0,
    member_of: 0,
  });
});

test("the functions that run with the owner's rights are known, and the public may not call them", async () => {
  const functions = await query(
    `select proname, has_function_privilege('public', p.oid, 'execute') as public,
        array_to_string(proconfig, ';') as settings
      from pg_proc p where pronamespace = 'public'::regnamespace and prosecdef order by proname`,
  );
  const known = [
    "activation_emails_after_today",
    "actor_meets_self_managed",
    "begin_usage_totals",
    "brand_at",
    "client_figures",
    "correct_email",
    "count_filled_quotas",
    "delete_tenant",
    "end_links",
    "end_recovery",
    "end_sessions_below",
    "eula_figures",
    "forget_trusted_browsers",
    "issue_token",
    "logins_taken",
    "move_tenant",
    "pass_on_self_managed",
    "pending_email_change",
    "plan_activation_emails",
    "prove_host",
    "recover_tenant",
    "request_email_change",
    "reset_two_factor",
    "settle_changed_quota",
    "settle_reopened",
    "time_zone_at",
    "trusted_browsers_of",
    "two_factor_figures",
    "two_factor_is_on",
    "two_factor_required",
  ];
  const settings = expect.stringContaining("search_path=pg_catalog, public");
  expect(functions).toEqual(known.map((proname) => ({ proname, public: false, settings })));
});

test("functions that run with the owner's rights leave self-managed customers to actor_reaches()", async () => {
  const own = await query<{ proname: string }>(
    `select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
      and prosrc like '%backstay.scope%' and prosrc not like '%actor_reaches(%' order by proname`,
  );
  // About tenants and figures, which those above a self-managed customer go on seeing.
  const aboutTenants = [
    "actor_meets_self_managed",
    "brand_at",
    "move_tenant",
    "settle_changed_quota",
    "settle_reopened",
    "time_zone_at",
  ];
  expect(own.map(({ proname }) => proname)).toEqual(aboutTenants);
});

test("statistics tell portal_app nothing about the values of a table with policies", async () => {
  await asSystem("test", async (tx) => {
    await tx.execute(sql`insert into tenants (kind, name, unique_name, language)
      values ('root', 'A name to be sampled', 'a name to be sampled', 'en')`);
  });
  await query("analyze tenants");
  const seenByOwner = await query("select attname from pg_stats where tablename = 'tenants'");
  expect(seenByOwner.length).toBeGreaterThan(0);
  const seen = await asActor(NOBODY, (tx) =>
    tx.execute(sql`select attname from pg_stats where tablename in ('tenants', 'users')`),
  );
  expect(rowsOf(seen)).toEqual([]);
});

test("our functions look at our tables, not at temporary ones of the same name", async () => {
  const lax = await query(
    `select proname from pg_proc where pronamespace = 'public'::regnamespace and prolang <> (select oid from pg_language where lanname = 'c')
      and not coalesce(array_to_string(proconfig, ';') like '%search_path=pg_catalog, public, pg_temp%', false)`,
  );
  expect(lax).toEqual([]);
});

test("a temporary table does not fool issue_token() into a link for a user out of reach", async () => {
  const { userId } = await asSystem("test", async (tx) => {
    const [user] = rowsOf<{ userId: number }>(
      await tx.execute(sql`with t as (select id, path from tenants limit 1)
        insert into users (tenant_id, tenant_path, login, email, language)
        select id, path, 'somebody', 'x@y.example', 'en' from t returning id::int as "userId"`),
    );
    if (!user) throw new Error("nobody was made");
    return user;
  });
  const fooled = asActor({ userId: 1, tenantPath: "999", access: "admin" }, async (tx) => {
    await tx.execute(sql`create temp table users (id bigint, tenant_path ltree) on commit drop`);
    await tx.execute(sql`grant all on pg_temp.users to public`);
    await tx.execute(sql`insert into pg_temp.users values (${userId}, '999')`);
    await tx.execute(sql`select issue_token(${userId}, 'activation', '1 day')`);
  });
  await expect(fooled.then(() => "a link was made").catch(sqlState)).resolves.toBe("P0002");
});
