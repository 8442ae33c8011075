import { and, eq, inArray, sql } from "drizzle-orm";
import { rowsOf, type Transaction } from "@/db";
import { eulaAcceptances, eulaVersions, tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { displayName } from "@/lib/display-name";
import type { Language } from "@/lib/vocabulary";
import { asProvider } from "./agreement";
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
  const { filter = {}, limit = ACCEPTANCES_PER_PAGE } = query;
  return asProvider(actor, tenantId, async (tx) => {
    const missing = filter.show === "missing";
    const after = query.after && (missing || (await isThere(tx, query.after))) ? query.after : undefined;
    const found = await (missing ? findMissing : findAcceptances)(tx, filter, after, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      rows: await rowsFor(tx, page, actor.language),
      earlier: after !== undefined,
      next: found.length > limit && last ? { userId: last.userId, versionId: last.versionId ?? 0 } : null,
    };
  });
}

async function isThere(tx: Transaction, { userId, versionId }: AcceptanceKey): Promise<boolean> {
  const version = tx.select({ version: eulaVersions.version }).from(eulaVersions).where(eq(eulaVersions.id, versionId));
  const where = and(eq(eulaAcceptances.userId, userId), inArray(eulaAcceptances.version, version));
  return (await tx.$count(eulaAcceptances, where)) > 0;
}

type Finder = (
  tx: Transaction,
  filter: AcceptanceFilter,
  after: AcceptanceKey | undefined,
  limit: number,
) => Promise<Found[]>;

const findAcceptances: Finder = async (tx, { show, search }, after, limit) => {
  const only = typeof show === "number" ? show : undefined;
  // A version that does not exist has no name, and without one the function would list them all.
  if (only !== undefined && (await tx.$count(eulaVersions, eq(eulaVersions.id, only))) === 0) return [];
  const nameOf = (id: number | undefined) =>
    sql`(select version from eula_versions where id = ${id ?? null}::bigint and published_at is not null)`;
  const result = await tx.execute(sql`select l.user_id as "userId", v.id as "versionId"
    from list_eula_acceptances(${nameOf(only)}, ${search ?? null}, ${after?.userId ?? null}, ${nameOf(after?.versionId)}, ${limit})
      with ordinality as l (user_id, version, place)
    join eula_versions v on v.version = l.version order by l.place`);
  return rowsOf<{ userId: string | number; versionId: string | number }>(result).map((row) => ({
    userId: Number(row.userId),
    versionId: Number(row.versionId),
  }));
};

const findMissing: Finder = async (tx, { search }, after, limit) => {
  const result = await tx.execute(sql`select list_without_eula as "userId"
    from list_without_eula(${search ?? null}, ${after?.userId ?? null}, ${limit})`);
  return rowsOf<{ userId: string | number }>(result).map(({ userId }) => ({ userId: Number(userId), versionId: null }));
};

/** What there is to show, in the given order: read through the policies, whatever the functions found. */
async function rowsFor(tx: Transaction, found: readonly Found[], reader: Language): Promise<AcceptanceRow[]> {
  const ids = [...new Set(found.map(({ userId }) => userId))];
  if (ids.length === 0) return [];
  const people = await tx
    .select({
      id: users.id,
      tenantId: users.tenantId,
      login: users.login,
      firstName: users.firstName,
      lastName: users.lastName,
      email: users.email,
      tenantName: tenants.name,
    })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(inArray(users.id, ids));
  const acceptances = await tx
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
    .where(inArray(eulaAcceptances.userId, ids));
  const byPerson = new Map(people.map((person) => [person.id, person]));
  return found.flatMap(({ userId, versionId }) => {
    const person = byPerson.get(userId);
    if (!person) return [];
    const { id: _, firstName, lastName, ...who } = person;
    const theirs = acceptances.filter((one) => one.userId === userId);
    const newest = theirs.toSorted((one, other) => other.versionId - one.versionId)[0];
    const line = versionId === null ? newest : theirs.find((one) => one.versionId === versionId);
    return { userId, ...who, name: displayName({ firstName, lastName }, reader), accepted: line ?? null };
  });
}
