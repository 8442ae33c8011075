import { type SQL, sql } from "drizzle-orm";
import { named } from "@/lib/fields/unique-name";
import type { Transaction } from "../index";
import { rowsOf } from "../rows";
import { fraction, type PlannedTenant } from "./plan";
import { asciiWord, FIRST_NAMES, LAST_NAMES, PARTNER_NAMES, PLACES, TRADES, UNIT_NAMES } from "./words";

/** What the seed takes from elsewhere: hashing and sealing are not the database's business. */
export type SeedSecrets = {
  /** The bcrypt hash of the one password that all sample users have. */
  passwordHash: string;
  /** Seals the one authenticator secret for a user. */
  sealFor(userId: number): string;
};

const GIGABYTE = 1024 ** 3;
const ROWS_A_STATEMENT = 5_000;
const LANGUAGES = ["en", "en", "en", "de", "de", "fr", "es", "it", "pt-BR", "nl", "ja"];
/** Largest quota of a customer, in steps that are sold. */
const QUOTAS_GB = [50, 100, 250, 500, 1024, 2048, 5120, 10240];
/** One user in this many has two-factor authentication on. */
const TWO_FACTOR_EVERY = 4;

type Company = PlannedTenant & {
  id: number;
  parentId: number;
  name: string;
  uniqueName: string;
  slug: string;
  language: string;
  mode: "trial" | "production" | null;
  ageDays: number;
  disabled: boolean;
  firstUserId: number;
};

/**
 * Fills an installation that has its provider and nothing else: companies, users with roles and one password, quotas
 * and usage, emails, accepted agreements and an audit log, dated over the past two years. All in the caller's
 * transaction.
 * @param root the provider. @param say gets a line about each step.
 */
export async function fill(
  tx: Transaction,
  root: { id: number },
  plan: PlannedTenant[],
  secrets: SeedSecrets,
  say: (line: string) => void,
): Promise<{ companies: Company[] }> {
  await tx.execute(sql`set local statement_timeout = 0`);
  const companies = await companiesOf(tx, root.id, plan);
  await withoutIndexes(
    tx,
    ["tenants", "users", "user_roles", "emails", "sessions", "audit_log", "usages"],
    async () => {
      say(`${companies.length} companies …`);
      await insertCompanies(tx, companies);
      say(`${companies.reduce((sum, { users }) => sum + users, 0)} users …`);
      await insertWords(tx);
      await insertPeople(tx, secrets.passwordHash);
      await insertTwoFactor(tx, secrets);
      say("emails and audit log …");
      await insertTraces(tx);
      say("indexes …");
    },
  );
  await tx.execute(sql`drop table seed_companies, seed_first, seed_last`);
  return { companies };
}

async function companiesOf(tx: Transaction, rootId: number, plan: PlannedTenant[]): Promise<Company[]> {
  const [next] = rowsOf<{ tenant: string; person: string }>(
    await tx.execute(
      sql`select (select max(id) from tenants)::text as tenant, (select max(id) from users)::text as person`,
    ),
  );
  const base = Number(next?.tenant ?? 0);
  let personId = Number(next?.person ?? 0) + 1;
  const made: Company[] = [];
  const unitsSeen = new Map<number, number>();
  for (const tenant of plan) {
    const above = made[tenant.parent - 1];
    const age = 20 + Math.floor(fraction(tenant.n, 4) * 700);
    const place = unitsSeen.get(tenant.parent) ?? 0;
    if (tenant.kind === "unit") unitsSeen.set(tenant.parent, place + 1);
    const name = nameOf(tenant, place);
    made.push({
      ...tenant,
      id: base + tenant.n,
      parentId: above ? above.id : rootId,
      ...named(name),
      slug: tenant.kind === "unit" && above ? above.slug : `${asciiWord(name)}.example`,
      language: tenant.kind === "unit" && above ? above.language : pick(LANGUAGES, tenant.n, 5),
      mode: tenant.kind === "customer" ? (fraction(tenant.n, 6) < 0.12 ? "trial" : "production") : null,
      // A unit is younger than its customer; a trial lasts a month.
      ageDays: above ? Math.min(age, Math.max(1, above.ageDays - 1)) : age,
      disabled: tenant.kind === "customer" && tenant.n > plan.length / 50 && fraction(tenant.n, 7) < 0.03,
      firstUserId: personId,
    });
    personId += tenant.users;
  }
  for (const company of made)
    if (company.mode === "trial") company.ageDays = 1 + Math.floor(fraction(company.n, 8) * 27);
  return made;
}

/** Names that never repeat: every combination comes once before a number is put behind. */
function nameOf({ n, kind }: PlannedTenant, place: number): string {
  if (kind === "unit") return UNIT_NAMES[place % UNIT_NAMES.length] ?? "Office";
  if (kind === "partner") return combination(n - 1, PARTNER_NAMES, 1, (word) => word);
  const total = LAST_NAMES.length * TRADES.length * PLACES.length;
  // A step without a common divisor visits every combination once.
  const i = (n * 104_729) % total;
  const owner = LAST_NAMES[i % LAST_NAMES.length] ?? "";
  const trade = TRADES[Math.floor(i / LAST_NAMES.length) % TRADES.length] ?? "";
  const place2 = PLACES[Math.floor(i / LAST_NAMES.length / TRADES.length)] ?? "";
  return n > total ? `${owner} ${trade} ${place2} ${Math.ceil(n / total)}` : `${owner} ${trade} ${place2}`;
}

function combination(i: number, words: readonly string[], from: number, spell: (word: string) => string): string {
  const word = spell(words[i % words.length] ?? "");
  const round = Math.floor(i / words.length) + from;
  return round === 1
    ? word
    : `${word} ${PLACES[(round - 2) % PLACES.length]}${round - 2 < PLACES.length ? "" : ` ${round}`}`;
}

function pick<T>(from: readonly T[], n: number, purpose: number): T {
  return from[Math.floor(fraction(n, purpose) * from.length)] as T;
}

async function insertCompanies(tx: Transaction, companies: Company[]): Promise<void> {
  await tx.execute(sql`create temporary table seed_companies
    (n int primary key, id bigint, kind text, slug text, language text, age_days int, users int, first_user_id bigint)`);
  for (const part of partsOf(companies, ROWS_A_STATEMENT)) {
    const rows = JSON.stringify(part);
    // Ordered by number, so that a parent is there before what it holds.
    await tx.execute(sql`insert into tenants (id, parent_id, kind, name, unique_name, mode, language, disabled_at, created_at)
      overriding system value
      select id, "parentId", kind, name, "uniqueName", mode, language,
        case when disabled then now() - make_interval(days => "ageDays" / 2) end, now() - make_interval(days => "ageDays")
      from ${fromJson(rows)} order by n`);
    await tx.execute(sql`insert into seed_companies select n, id, kind, slug, language, "ageDays", users, "firstUserId"
      from ${fromJson(rows)}`);
  }
  await tx.execute(sql`select setval(pg_get_serial_sequence('tenants', 'id'), (select max(id) from tenants))`);
  await insertQuotas(tx, companies);
}

const fromJson = (
  rows: string,
): SQL => sql`json_to_recordset(${rows}::json) as planned(n int, id bigint, "parentId" bigint,
  kind text, name text, "uniqueName" text, mode text, language text, "ageDays" int, disabled boolean, slug text, users int, "firstUserId" bigint)`;

/** Most use a part of what they have, some nearly all, a few more than it; one customer in ten has no limit. */
async function insertQuotas(tx: Transaction, companies: Company[]): Promise<void> {
  const rows = companies
    .filter(({ kind }) => kind !== "unit")
    .map(({ n, id, kind }) => {
      const step = Math.floor(fraction(n, 10) ** 2 * QUOTAS_GB.length);
      const gigabytes = kind === "partner" ? 200 * 1024 : (QUOTAS_GB[step] ?? 50);
      const unlimited = fraction(n, 11) < 0.1;
      const bytes = Math.round(gigabytes * GIGABYTE);
      const part = fraction(n, 12) < 0.9 ? fraction(n, 13) * 0.85 : 0.88 + fraction(n, 13) * 0.2;
      return {
        id,
        bytes: unlimited ? null : bytes,
        overage: !unlimited && kind === "customer" && fraction(n, 14) < 0.3 ? Math.round(bytes / 5) : null,
        used: kind === "customer" ? Math.round(bytes * part) : null,
        minutes: Math.floor(fraction(n, 15) * 600),
      };
    });
  for (const part of partsOf(rows, ROWS_A_STATEMENT)) {
    const planned = sql`json_to_recordset(${JSON.stringify(part)}::json)
      as planned(id bigint, bytes bigint, overage bigint, used bigint, minutes int) join tenants using (id)`;
    await tx.execute(sql`insert into quotas (tenant_id, tenant_path, item, value_bytes, overage_bytes)
      select id, path, 'storage', bytes, overage from ${planned}`);
    await tx.execute(sql`insert into usages (tenant_id, tenant_path, item, used_bytes, measured_at)
      select id, path, 'storage', used, now() - make_interval(mins => minutes) from ${planned} where used is not null`);
  }
  // As if everyone had been notified already: the first real measurement must not write to made-up users.
  await tx.execute(sql`update quotas q
    set level = storage_level(u.used_bytes, q.value_bytes, q.overage_bytes, q.notice_percent, t.kind = 'customer')
    from usage_totals u join tenants t on t.id = u.tenant_id where u.tenant_id = q.tenant_id and u.item = q.item`);
}

async function insertWords(tx: Transaction): Promise<void> {
  for (const [table, words] of [
    ["seed_first", FIRST_NAMES],
    ["seed_last", LAST_NAMES],
  ] as const) {
    await tx.execute(sql`create temporary table ${sql.raw(table)} (i int primary key, word text, spelled text)`);
    const rows = JSON.stringify(words.map((word, i) => ({ i, word, spelled: asciiWord(word) })));
    await tx.execute(sql`insert into ${sql.raw(table)} select i, word, spelled
      from json_to_recordset(${rows}::json) as planned(i int, word text, spelled text)`);
    await tx.execute(sql`analyze ${sql.raw(table)}`);
  }
  await tx.execute(sql`analyze seed_companies`);
}

/** A repeatable number from 0 up to `size`, in SQL. */
const draw = (of: SQL, purpose: number, size: number) =>
  sql`((hashint8extended(${of}, ${sql.raw(String(purpose))}) & 9223372036854775807) % ${sql.raw(String(size))})::int`;

/**
 * The user `k` of a company: the first is its administrator and can sign in. First and last names are combined so that
 * no two users of a company have the same address; very large ones add a number.
 */
async function insertPeople(tx: Transaction, passwordHash: string): Promise<void> {
  const pairs = FIRST_NAMES.length * LAST_NAMES.length;
  const person = sql`c.first_user_id + k - 1`;
  await tx.execute(sql`insert into users (id, tenant_id, tenant_path, login, email, first_name, last_name, language, activated_at,
      disabled_at, deleted_at, last_sign_in_at, created_at)
    overriding system value
    select person.id, c.id, t.path, person.address, person.address, f.word, l.word, c.language,
      case when person.waits then null else person.created + interval '3 hours' end,
      case when person.off then now() - interval '9 days' end,
      case when person.gone then now() - interval '5 days' end,
      case when person.waits then null else now() - (now() - person.created) * power(${draw(person, 4, 1000)} / 1000.0, 3) end,
      person.created
    from seed_companies c join tenants t on t.id = c.id
      cross join lateral generate_series(1, c.users) k
      cross join lateral (select (k::bigint * 7919 + c.n * 613) % ${sql.raw(String(pairs))} as pair) drawn
      join seed_first f on f.i = pair % ${sql.raw(String(FIRST_NAMES.length))}
      join seed_last l on l.i = pair / ${sql.raw(String(FIRST_NAMES.length))}
      cross join lateral (select ${person} as id,
        f.spelled || '.' || l.spelled || case when c.kind = 'unit' then '.' || c.n when k > ${sql.raw(String(pairs))} then '.' || k
          else '' end || '@' || c.slug as address,
        now() - make_interval(days => c.age_days) * (1 - (k - 1)::float8 / (c.users + 1)) as created,
        k > 1 and ${draw(person, 1, 100)} < 6 as waits,
        k > 1 and ${draw(person, 2, 100)} < 3 as off,
        k > 1 and ${draw(person, 2, 100)} < 1 as gone) person`);
  await tx.execute(sql`select setval(pg_get_serial_sequence('users', 'id'), (select max(id) from users))`);
  const made = sql`seed_companies c join users u on u.tenant_id = c.id and u.id >= c.first_user_id`;
  const inside = draw(sql`u.id`, 5, 1000);
  const administrator = sql`case c.kind when 'partner' then 'partner_admin' when 'unit' then 'unit_admin' else 'company_admin' end`;
  await tx.execute(sql`insert into user_roles (user_id, tenant_id, tenant_path, service, role)
    select id, tenant_id, tenant_path,
      case when role in ('partner_admin', 'company_admin', 'unit_admin', 'readonly_admin') then 'management_portal' else 'backup' end, role
    from (select u.id, u.tenant_id, u.tenant_path, case
        when u.id = c.first_user_id then ${administrator}
        when c.kind = 'partner' then case when ${inside} < 600 then 'partner_admin' else 'readonly_admin' end
        when ${inside} < 15 then ${administrator} when ${inside} < 30 then 'readonly_admin'
        when ${inside} < 70 then 'protection_admin' when ${inside} < 90 then 'protection_ro_admin'
        when ${inside} < 130 then 'restore_operator' else 'backup_user' end as role
      from ${made}) chosen`);
  await tx.execute(sql`insert into user_passwords (user_id, hash, changed_at)
    select u.id, ${passwordHash}, u.activated_at from ${made} where u.activated_at is not null`);
  await tx.execute(sql`insert into eula_acceptances (user_id, tenant_id, tenant_path, version, language, accepted_at, address)
    select u.id, u.tenant_id, u.tenant_path, e.version, e.language, u.activated_at + interval '1 minute', ${addressOf(sql`u.id`)}
    from ${made} cross join (select version, 'en' as language from eula_versions where published_at is not null order by id desc limit 1) e
    where u.activated_at is not null`);
}

/** An address of the ranges that RFC 5737 keeps for documentation. */
const addressOf = (of: SQL) => sql`'198.51.100.' || ${draw(of, 6, 254)} + 1`;

async function insertTwoFactor(tx: Transaction, secrets: SeedSecrets): Promise<void> {
  const people = rowsOf<{ id: string }>(
    await tx.execute(sql`select u.id::text as id from seed_companies c join users u on u.tenant_id = c.id
      where u.activated_at is not null and u.id > c.first_user_id and ${draw(sql`u.id`, 7, TWO_FACTOR_EVERY)} = 0`),
  );
  for (const part of partsOf(people, ROWS_A_STATEMENT)) {
    const rows = part.map(({ id }) => ({ id, sealed: secrets.sealFor(Number(id)) }));
    await tx.execute(sql`insert into user_totp (user_id, sealed_secret, confirmed_at)
      select id, sealed, now() - interval '30 days' from json_to_recordset(${JSON.stringify(rows)}::json) as planned(id bigint, sealed text)`);
  }
}

/** Emails that were sent or failed, links that still work for those who wait, and lines of the audit log. */
async function insertTraces(tx: Transaction): Promise<void> {
  const people = sql`seed_companies c join users u on u.tenant_id = c.id and u.id >= c.first_user_id`;
  await tx.execute(sql`insert into tokens (purpose, user_id, created_at, expires_at, used_at)
    select 'activation', u.id, u.created_at, u.created_at + interval '7 days', u.activated_at from ${people}`);
  const failed = sql`(u.activated_at is null and ${draw(sql`u.id`, 8, 100)} < 10)`;
  await tx.execute(sql`insert into emails (user_id, tenant_id, tenant_path, template, to_address, language, payload, status, attempts,
      last_error, created_at, sent_at)
    select u.id, u.tenant_id, u.tenant_path, 'activation', u.email, u.language, jsonb_build_object('tokenId', tokens.id),
      case when ${failed} then 'failed' else 'sent' end, case when ${failed} then 8 else 1 end,
      case when ${failed} then 'refused: 550 5.1.1 no such mailbox' end, u.created_at,
      case when ${failed} then null else u.created_at + interval '4 seconds' end
    from ${people} join tokens on tokens.user_id = u.id and tokens.purpose = 'activation'`);
  const columns = sql`audit_log (at, event, tenant_id, tenant_path, actor_user_id, actor_login, actor_tenant_id, object_type, object_id,
      object_name, address, user_agent, details)`;
  await tx.execute(sql`insert into ${columns}
    select u.created_at, 'user.create', u.tenant_id, u.tenant_path, a.id, a.login, a.tenant_id, 'user', u.id::text, u.login,
      ${addressOf(sql`a.id`)}, null, jsonb_build_object('role', r.role)
    from ${people} join users a on a.id = c.first_user_id join user_roles r on r.user_id = u.id
    where u.created_at > now() - interval '170 days' order by u.created_at`);
  await tx.execute(sql`insert into ${columns}
    select u.last_sign_in_at, 'session.create', u.tenant_id, u.tenant_path, u.id, u.login, u.tenant_id, 'user', u.id::text, u.login,
      ${addressOf(sql`u.id`)}, 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', '{}'::jsonb
    from ${people} where u.last_sign_in_at > now() - interval '60 days' order by u.last_sign_in_at`);
}

/** Runs with the tables' indexes taken away, but for those that hold a constraint, and makes them again after it. */
async function withoutIndexes(tx: Transaction, tables: readonly string[], run: () => Promise<void>): Promise<void> {
  const indexes = rowsOf<{ name: string; definition: string }>(
    await tx.execute(sql`select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
      where t.relnamespace = 'public'::regnamespace and t.relname in ${[...tables]}
        and not exists (select from pg_constraint where conindid = i.indexrelid)`),
  );
  for (const { name } of indexes) await tx.execute(sql`drop index ${sql.identifier(name)}`);
  await run();
  await tx.execute(sql`set local maintenance_work_mem = '512MB'`);
  for (const { definition } of indexes) await tx.execute(sql.raw(definition));
}

function partsOf<T>(rows: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let i = 0; i < rows.length; i += size) parts.push(rows.slice(i, i + size));
  return parts;
}
