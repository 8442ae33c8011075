import { eq, type SQL, sql } from "drizzle-orm";
import { type FindIds, idsBehindPolicies, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { eulaAcceptances, eulaVersions, tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { displayName } from "@/lib/display-name";
import { matching, nearBy, nearOrRare } from "@/lib/list/find";
import { type Finder, findPage, type Part } from "@/lib/list/page";
import { getTenant } from "@/lib/tenants/queries";
import type { Language } from "@/lib/vocabulary";
import type { AcceptanceFilter, AcceptanceKey, AcceptancePage, AcceptanceRow } from "./model";

export const ACCEPTANCES_PER_PAGE = 50;

type Query = { filter?: AcceptanceFilter; after?: AcceptanceKey; limit?: number };
/** A user, and the version of a line; no version for users who haven't accepted. */
type Found = { userId: number; versionId: number | null };

/**
 * Who accepted what and when, newest first; or who hasn't accepted the version in force, oldest account first. A page
 * at a time, of everyone the provider can see: users of self-managed customers aren't there.
 * @param query.after the last line of the page before; one that is no longer there counts as none.
 * @throws AppError NOT_FOUND, FORBIDDEN.
 */
export async function listAcceptances(actor: Actor, tenantId: number, query: Query = {}): Promise<AcceptancePage> {
  const { filter = {}, limit = ACCEPTANCES_PER_PAGE, after } = query;
  const tenant = await getTenant(actor, tenantId);
  assertCan(actor, "agreement.view", tenant);
  const finder = filter.show === "missing" ? missing : acceptances;
  return idsBehindPolicies(
    "acceptances of the agreement",
    actor,
    tenant,
    (ids) => findPage<Found>(finder(ids, filter), limit, { after }),
    async (tx, { keys, next, earlier }) => ({
      rows: await rowsFor(tx, keys, actor.language),
      earlier,
      next: next && { userId: next.userId, versionId: next.versionId ?? 0 },
    }),
  );
}

/** Newest first, along the index on the moment or on version and moment. */
function acceptances(ids: FindIds, { show, search }: AcceptanceFilter): Finder<Found> {
  const order = sql`accepted_at desc, user_id desc, version desc`;
  const find = async ({ limit, after }: Part<Found>) => {
    const conditions = all([
      visible(sql`tenant_id`),
      // No one accepted a version that was never published.
      ...(typeof show === "number" ? [sql`version = ${published(show)}`] : []),
      ...(after
        ? [
            sql`(accepted_at, user_id, version) < (select accepted_at, user_id, version from eula_acceptances
              where user_id = ${after.userId} and version = ${published(after.versionId)})`,
          ]
        : []),
    ]);
    const walk = (most: number) => sql`select user_id, version, accepted_at, tenant_id from eula_acceptances
      where ${conditions} order by ${order} limit ${most}`;
    const found =
      search === undefined
        ? sql`with page as (${walk(limit)})`
        : nearOrRare({
            near: walk(nearBy(limit)),
            hits: sql`select near.user_id, near.version, near.accepted_at from near
              join users u on u.id = near.user_id join tenants t on t.id = near.tenant_id
              where ${named(search)} order by ${order} limit ${limit}`,
            everyone: (lacking) => sql`${people(search)} select user_id, version, accepted_at from eula_acceptances
              where ${lacking} and user_id in (select id from people) and ${conditions} order by ${order} limit ${limit}`,
            limit,
          });
    // The two ids of a line one after the other: the door lets nothing but ids out.
    const pairs = await ids(sql`${found} select ids.id from page join eula_versions v using (version)
      cross join lateral unnest(array[user_id, v.id]) with ordinality as ids (id, place) order by ${order}, place`);
    return pairs.flatMap((userId, index) => (index % 2 === 0 ? [{ userId, versionId: pairs[index + 1] ?? 0 }] : []));
  };
  const known = async ({ userId, versionId }: Found) => {
    const line = await ids(sql`select user_id as id from eula_acceptances
      where user_id = ${userId} and version = ${published(versionId)}`);
    return line.length > 0;
  };
  return { find, known };
}

/** Who can sign in and has not accepted the version in force, by the index on active users. */
function missing(ids: FindIds, { search }: AcceptanceFilter): Finder<Found> {
  const find = async ({ limit, after }: Part<Found>) => {
    // By their IDs alone: users who have accepted are passed over in the indexes, without reading their rows.
    const conditions = all([
      sql`status = 'active' and u.id > ${after?.userId ?? 0} and not exists (select from eula_acceptances a
        where a.user_id = u.id and a.version = (${inForce}))`,
      visible(sql`(select v.tenant_id from users v where v.id = u.id)`),
    ]);
    const walk = (most: number) => sql`select id, tenant_id, search_key from users u
      where ${conditions} order by u.id limit ${most}`;
    const found =
      search === undefined
        ? sql`with page as (${walk(limit)})`
        : nearOrRare({
            near: walk(nearBy(limit)),
            hits: sql`select u.id from near u join tenants t on t.id = u.tenant_id
              where ${named(search)} order by u.id limit ${limit}`,
            everyone: (lacking) => sql`${people(search)} select id from users u
              where ${lacking} and u.id in (select id from people) and ${conditions} order by u.id limit ${limit}`,
            limit,
          });
    const users = await ids(sql`${found} select id from page order by id`);
    return users.map((userId) => ({ userId, versionId: null }));
  };
  // Accounts keep their order, even if some are no longer in the list.
  return { find, known: async () => true };
}

const inForce = sql`select version from eula_versions where published_at is not null order by id desc limit 1`;

const published = (id: number | null) =>
  sql`(select version from eula_versions where id = ${id} and published_at is not null)`;

/** Users of self-managed customers aren't the provider's to see. */
const visible = (tenantId: SQL) => sql`not ((select actor_meets_self_managed())
  and (select t.self_managed from tenants t where t.id = ${tenantId}))`;

const all = (conditions: readonly SQL[]) => sql.join([...conditions], sql` and `);

/** Whether a user `u` or their company `t` has all words of a search. */
const named = (search: string) =>
  sql`((${all(matching(sql`u.search_key`, search))}) or (${all(matching(sql`t.search_key`, search))}))`;

/** Users who have all words of a search, or whose company has, by the trigram indexes. */
function people(search: string): SQL {
  const words = all(matching(sql`search_key`, search));
  return sql`with people as materialized (select id from users where ${words}
    union select id from users where tenant_id in (select id from tenants where ${words}))`;
}

/** What there is to show, in the given order: read through the policies, whatever was found. */
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
