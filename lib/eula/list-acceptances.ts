import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { idsBehindPolicies, rowsOf, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { eulaAcceptances, eulaVersions, tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { displayName } from "@/lib/display-name";
import { matching, nearBy, nearOrRare, searchPatterns } from "@/lib/list/find";
import { findPage } from "@/lib/list/page";
import { findTenant } from "@/lib/tenants/queries";
import type { Language } from "@/lib/vocabulary";
import { asProvider, publishedVersions } from "./agreement";
import type { AcceptanceFilter, AcceptanceKey, AcceptancePage, AcceptanceRow } from "./model";

export const ACCEPTANCES_PER_PAGE = 50;

type Query = { filter?: AcceptanceFilter; after?: AcceptanceKey; limit?: number };
/** A user, and the version of a line; no version for users who haven't accepted. */
type Found = { userId: number; versionId: number | null };
/** What a list is about, as the provider may see it. */
type Opened = {
  path: string;
  /** Published versions by their ids, the one in force first. */
  versions: readonly { id: number; version: string }[];
  after: AcceptanceKey | undefined;
  patterns: string[];
  /** Whether people of self-managed customers are left out. */
  doorsClosed: boolean;
};

/**
 * Who accepted what and when, newest first; or who hasn't accepted the version in force, oldest account first. A page
 * at a time, of everyone the provider can see: users of self-managed customers aren't there.
 * @param query.after the last line of the page before; one that is no longer there counts as none.
 * @throws AppError NOT_FOUND, FORBIDDEN.
 */
export async function listAcceptances(actor: Actor, tenantId: number, query: Query = {}): Promise<AcceptancePage> {
  const { filter = {}, limit = ACCEPTANCES_PER_PAGE } = query;
  const missing = filter.show === "missing";
  const opened = await asProvider(actor, tenantId, async (tx): Promise<Opened> => {
    const [{ path }, versions, patterns, doors, known] = await Promise.all([
      findTenant(tx, actor, tenantId),
      publishedVersions(tx),
      searchPatterns(tx, filter.search),
      tx.execute(sql`select actor_meets_self_managed() as closed`),
      query.after && (missing || isThere(tx, query.after)),
    ]);
    const doorsClosed = rowsOf<{ closed: boolean }>(doors)[0]?.closed ?? true;
    return { path, versions, patterns, doorsClosed, after: known ? query.after : undefined };
  });
  const { keys, ...page } = await findPage<Found>(
    ({ limit: most, after }) => (missing ? findMissing : findAcceptances)(actor, opened, filter, after, most),
    limit,
    { after: opened.after },
  );
  const rows = await asProvider(actor, tenantId, (tx) => rowsFor(tx, keys, actor.language));
  return { rows, ...page, next: page.next && { userId: page.next.userId, versionId: page.next.versionId ?? 0 } };
}

async function isThere(tx: Transaction, { userId, versionId }: AcceptanceKey): Promise<boolean> {
  const version = tx.select({ version: eulaVersions.version }).from(eulaVersions).where(eq(eulaVersions.id, versionId));
  const where = and(eq(eulaAcceptances.userId, userId), inArray(eulaAcceptances.version, version));
  return (await tx.$count(eulaAcceptances, where)) > 0;
}

/** Newest first, along the index on the moment or on version and moment. */
async function findAcceptances(
  actor: Actor,
  { path, versions, patterns, doorsClosed }: Opened,
  { show }: AcceptanceFilter,
  after: Found | undefined,
  limit: number,
): Promise<Found[]> {
  const nameOf = (id: number | null | undefined) => versions.find((one) => one.id === id)?.version;
  // No one accepted a version that was never published.
  if (typeof show === "number" && nameOf(show) === undefined) return [];
  const order = sql`accepted_at desc, user_id desc, version desc`;
  const conditions = all([
    ...(typeof show === "number" ? [sql`version = ${nameOf(show)}`] : []),
    ...(after
      ? [
          sql`(accepted_at, user_id, version) < (select accepted_at, user_id, version from eula_acceptances
            where user_id = ${after.userId} and version = ${nameOf(after.versionId)})`,
        ]
      : []),
    ...(doorsClosed ? [sql`not (select t.self_managed from tenants t where t.id = tenant_id)`] : []),
  ]);
  const walk = (most: number) => sql`select user_id, version, accepted_at, tenant_id from eula_acceptances
    where ${conditions} order by ${order} limit ${most}`;
  const found =
    patterns.length === 0
      ? sql`with page as (${walk(limit)})`
      : nearOrRare({
          near: walk(nearBy(limit)),
          hits: sql`select near.user_id, near.version, near.accepted_at from near
            join users u on u.id = near.user_id join tenants t on t.id = near.tenant_id
            where ${named(patterns)} order by ${order} limit ${limit}`,
          everyone: (lacking) => sql`${people(patterns)} select user_id, version, accepted_at from eula_acceptances
            where ${lacking} and user_id in (select id from people) and ${conditions} order by ${order} limit ${limit}`,
          limit,
        });
  // The two ids of a line one after the other: the door lets nothing but ids out.
  const ids = await idsBehindPolicies(
    "acceptances of the agreement",
    actor,
    { path },
    sql`${found} select ids.id from page
      join eula_versions v using (version) cross join lateral unnest(array[user_id, v.id]) with ordinality as ids (id, place)
      order by ${order}, place`,
  );
  return ids.flatMap((userId, index) => (index % 2 === 0 ? [{ userId, versionId: ids[index + 1] ?? 0 }] : []));
}

/** Who can sign in and has not accepted the version in force, by the index on active users. */
async function findMissing(
  actor: Actor,
  { path, versions, patterns, doorsClosed }: Opened,
  _filter: AcceptanceFilter,
  after: Found | undefined,
  limit: number,
): Promise<Found[]> {
  const conditions = all([
    sql`status = 'active' and u.id > ${after?.userId ?? 0} and not exists (
      select from eula_acceptances a where a.user_id = u.id and a.version = ${versions[0]?.version ?? null})`,
    ...(doorsClosed ? [sql`not (select t.self_managed from tenants t where t.id = u.tenant_id)`] : []),
  ]);
  const walk = (most: number) => sql`select id, tenant_id, search_key from users u
    where ${conditions} order by u.id limit ${most}`;
  const found =
    patterns.length === 0
      ? sql`with page as (${walk(limit)})`
      : nearOrRare({
          near: walk(nearBy(limit)),
          hits: sql`select u.id from near u join tenants t on t.id = u.tenant_id
            where ${named(patterns)} order by u.id limit ${limit}`,
          everyone: (lacking) => sql`${people(patterns)} select id from users u
            where ${lacking} and u.id in (select id from people) and ${conditions} order by u.id limit ${limit}`,
          limit,
        });
  const query = sql`${found} select id from page order by id`;
  const ids = await idsBehindPolicies("users without the agreement", actor, { path }, query);
  return ids.map((userId) => ({ userId, versionId: null }));
}

const all = (conditions: readonly SQL[]) => (conditions.length > 0 ? sql.join([...conditions], sql` and `) : sql`true`);

/** Whether a user `u` or their company `t` has all words of a search. */
const named = (patterns: readonly string[]) =>
  sql`((${all(matching(sql`u.search_key`, patterns))}) or (${all(matching(sql`t.search_key`, patterns))}))`;

/** Who has all words of a search, or is of a company that has them, by the trigram indexes. */
function people(patterns: readonly string[]): SQL {
  const words = all(matching(sql`search_key`, patterns));
  return sql`with people as materialized (select id from users where ${words}
    union select id from users where tenant_id in (select id from tenants where ${words}))`;
}

/** What there is to show, in the given order: read through the policies, whatever the functions found. */
async function rowsFor(tx: Transaction, found: readonly Found[], reader: Language): Promise<AcceptanceRow[]> {
  const ids = [...new Set(found.map(({ userId }) => userId))];
  if (ids.length === 0) return [];
  // Each asked for by its keys: joined, the policies have the whole scope read.
  const [people, acceptances] = await Promise.all([
    tx
      .select({
        id: users.id,
        tenantId: users.tenantId,
        login: users.login,
        firstName: users.firstName,
        lastName: users.lastName,
        email: users.email,
      })
      .from(users)
      .where(isAnyOf(users.id, ids)),
    tx
      .select({
        userId: eulaAcceptances.userId,
        versionId: eulaVersions.id,
        version: eulaAcceptances.version,
        language: eulaAcceptances.language,
        at: eulaAcceptances.acceptedAt,
        address: eulaAcceptances.address,
        userAgent: eulaAcceptances.userAgent,
      })
      .from(eulaAcceptances)
      .innerJoin(eulaVersions, eq(eulaVersions.version, eulaAcceptances.version))
      .where(isAnyOf(eulaAcceptances.userId, ids)),
  ]);
  const companies = await tx
    .select({ id: tenants.id, name: tenants.name })
    .from(tenants)
    .where(isAnyOf(tenants.id, [...new Set(people.map(({ tenantId }) => tenantId))]));
  const nameOf = new Map(companies.map(({ id, name }) => [id, name]));
  const byPerson = new Map(people.map((person) => [person.id, person]));
  return found.flatMap(({ userId, versionId }) => {
    const person = byPerson.get(userId);
    const tenantName = person && nameOf.get(person.tenantId);
    if (!person || tenantName === undefined) return [];
    const { id: _, firstName, lastName, ...who } = person;
    const theirs = acceptances.filter((one) => one.userId === userId);
    const newest = theirs.toSorted((one, other) => other.versionId - one.versionId)[0];
    const line = versionId === null ? newest : theirs.find((one) => one.versionId === versionId);
    return { userId, ...who, tenantName, name: displayName({ firstName, lastName }, reader), accepted: line ?? null };
  });
}
