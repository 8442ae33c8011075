import type { ISql, Sql } from "postgres";

/*
 * What each page can't do without, as one query that could be written for that page alone: no policies, no permissions.
 * The floor's pages show the answers; the benchmark also asks them bare.
 */

const ROWS = 50;
const HITS = 25;

export const askReader = (sql: Sql) => sql`select id, login, first_name, last_name from users order by id limit 1`;

/** Of one status, since that is what an index serves: the product merges several such walks. */
export const askUsers = (sql: Sql, tenantId: number) => sql`
  select u.id, u.login, u.email, u.status, u.first_name || ' ' || u.last_name as name, u.last_sign_in_at::text as seen,
    u.two_factor as "twoFactor", (select string_agg(role, ', ') from user_roles r where r.user_id = u.id) as roles
  from users u
  where u.tenant_id = ${tenantId} and u.status = 'active' order by u.login_key, u.id limit ${ROWS}`;

export const askClients = (sql: Sql, parentId: number) => sql`
  select t.id, t.name, t.kind, t.mode, t.disabled_at::text as disabled, t.created_at::text as created,
    (select count(*) from users u where u.tenant_id = t.id and u.deleted_at is null) as users,
    q.value_bytes as quota, s.used_bytes as used, s.newest_at::text as measured
  from tenants t left join quotas q on q.tenant_id = t.id and q.item = 'storage'
    left join usage_totals s on s.tenant_id = t.id and s.item = 'storage'
  where t.parent_id = ${parentId} and t.deleted_at is null order by t.name_key, t.id limit ${ROWS}`;

export const askCompany = (sql: Sql, tenantId: number) => sql`
  select t.name, t.kind, t.mode, t.created_at::text as created,
    (select coalesce(json_agg(a), '[]') from (
      select id, event, at, object_name as name, actor_login as login
      from audit_log where tenant_id = t.id order by at desc, id desc limit 5) a) as lines
  from tenants t where t.id = ${tenantId}`;

/** As much as a search shows, without looking for it. */
export const askHits = (sql: Sql) => sql`
  select (select json_agg(c) from (
      select t.id, t.name, t.kind, p.name as parent
      from tenants t join tenants p on p.id = t.parent_id where t.kind = 'customer' order by t.id limit ${HITS}) c) as tenants,
    (select json_agg(p) from (
      select u.id, u.login, u.email, u.status, t.name as company, u.first_name || ' ' || u.last_name as name
      from users u join tenants t on t.id = u.tenant_id where u.tenant_id > 1 order by u.id limit ${HITS}) p) as users`;

type Place = { id: string; path: string };

/** A user with the audit entry and the email, which counts as sent so that no one delivers it. */
async function insertPerson(sql: ISql, { id, path }: Place, login: string): Promise<void> {
  const [user] = await sql`insert into users (tenant_id, tenant_path, login, email, language)
    values (${id}, ${path}, ${login}, ${login}, 'en') returning id`;
  await sql`insert into emails (user_id, tenant_id, tenant_path, template, to_address, language, status)
    values (${user?.id}, ${id}, ${path}, 'activation', ${login}, 'en', 'sent')`;
  await sql`insert into audit_log (event, tenant_id, tenant_path, object_type, object_id, object_name)
    values ('user.create', ${id}, ${path}, 'user', ${user?.id}, ${login})`;
}

export const insertUser = (sql: Sql, tenantId: number, login: string) =>
  sql.begin(async (tx) => {
    const [tenant] = await tx<Place[]>`select id, path from tenants where id = ${tenantId}`;
    if (tenant) await insertPerson(tx, tenant, login);
  });

/** With its administrator, to whom the email goes. */
export const insertCustomer = (sql: Sql, parentId: number, name: string, login: string) =>
  sql.begin(async (tx) => {
    const [tenant] = await tx<Place[]>`insert into tenants (parent_id, kind, name, unique_name, mode, language)
      values (${parentId}, 'customer', ${name}, ${name}, 'production', 'en') returning id, path`;
    if (tenant) await insertPerson(tx, tenant, login);
  });
