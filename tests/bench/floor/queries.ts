import type { Sql } from "postgres";
import type { AuditLine } from "@/lib/audit-log/model";
import type { ClientSummary } from "@/lib/clients/model";
import { uniqueNameOf } from "@/lib/fields/unique-name";
import type { SearchHits } from "@/lib/search/model";
import type { UserSummary } from "@/lib/users/model";
import type { TenantKind, TenantMode } from "@/lib/vocabulary";

/*
 * What each page can't do without, as one query that could be written for that page alone: no policies, no permissions.
 * The floor's pages show the answers; the benchmark also asks them bare.
 */

const ROWS = 51;
export const HITS = 25;

export const askReader = (sql: Sql) => sql`select id, login, first_name, last_name from users order by id limit 1`;

/** Of one status, since that is what an index serves: the product merges several such walks. */
export const askUsers = (sql: Sql, tenantId: number) => sql<UserSummary[]>`
  select u.id::int, u.login, u.email, u.status, u.first_name || ' ' || u.last_name as name,
    u.last_sign_in_at as "lastSignInAt", u.created_at as "createdAt", u.two_factor as "twoFactor",
    coalesce((select json_object_agg(service, role) from user_roles r where r.user_id = u.id), '{}') as roles
  from users u
  where u.tenant_id = ${tenantId} and u.status = 'active' order by u.login_key, u.id limit ${ROWS}`;

type ClientRow = Pick<
  ClientSummary,
  "id" | "path" | "name" | "kind" | "mode" | "selfManaged" | "disabledAt" | "deletedAt" | "createdAt" | "users"
> & { quotaBytes: number | null; overageBytes: number | null; usedBytes: number | null; measuredAt: Date | null };

export const askClients = (sql: Sql, parentId: number) => sql<ClientRow[]>`
  select t.id::int, t.path::text, t.name, t.kind, t.mode, t.self_managed as "selfManaged", t.disabled_at as "disabledAt",
    t.deleted_at as "deletedAt", t.created_at as "createdAt",
    (select count(*) from users u where u.tenant_id = t.id and u.deleted_at is null)::int as users,
    q.value_bytes::float8 as "quotaBytes", q.overage_bytes::float8 as "overageBytes",
    s.used_bytes::float8 as "usedBytes", s.newest_at as "measuredAt"
  from tenants t left join quotas q on q.tenant_id = t.id and q.item = 'storage'
    left join usage_totals s on s.tenant_id = t.id and s.item = 'storage'
  where t.parent_id = ${parentId} and t.deleted_at is null order by t.name_key, t.id limit ${ROWS}`;

type CompanyRow = {
  mode: TenantMode | null;
  kind: TenantKind;
  createdAt: Date;
  lines: (Omit<AuditLine, "at"> & { at: string })[];
};

export const askCompany = (sql: Sql, tenantId: number) => sql<CompanyRow[]>`
  select t.kind, t.mode, t.created_at as "createdAt",
    (select coalesce(json_agg(a), '[]') from (
      select id, event, at, object_name as "objectName", object_type as "objectType",
        json_build_object('login', actor_login) as initiator
      from audit_log where tenant_id = t.id order by at desc, id desc limit 5) a) as lines
  from tenants t where t.id = ${tenantId}`;

/** As much as a search shows, without looking for it. */
export const askHits = (sql: Sql) => sql<SearchHits[]>`
  select (select json_agg(c) from (
      select t.id, t.name, t.kind, 'active' as status, p.name as "parentName"
      from tenants t join tenants p on p.id = t.parent_id where t.kind = 'customer' order by t.id limit ${HITS}) c) as tenants,
    (select json_agg(p) from (
      select u.id, u.tenant_id as "tenantId", u.login, u.email, u.status, t.name as "tenantName",
        u.first_name || ' ' || u.last_name as name
      from users u join tenants t on t.id = u.tenant_id where u.tenant_id > 1 order by u.id limit ${HITS}) p) as users`;

export const insertUser = (sql: Sql, tenantId: number, login: string) => sql`
  insert into users (tenant_id, tenant_path, login, email, language)
  select id, path, ${login}, ${login}, 'en' from tenants where id = ${tenantId}`;

export const insertCustomer = (sql: Sql, parentId: number, name: string) => sql`
  insert into tenants (parent_id, kind, name, unique_name, mode, language)
  values (${parentId}, 'customer', ${name}, ${uniqueNameOf(name)}, 'production', 'en')`;
