import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { idsBehindPolicies, rowsOf, type SearchSettings, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { tenants, users } from "@/db/tables";
import { wasCancelled } from "@/db/violations";
import type { Actor } from "@/lib/access/actor";
import { displayName } from "@/lib/display-name";
import { AppError } from "@/lib/errors";
import { inOrderOf } from "@/lib/list/page";
import type { Language } from "@/lib/vocabulary";
import { tenantStatus } from "@/lib/vocabulary";
import { exactHits, isRecognizable, similarHits, TENANTS, USERS } from "./find-hits";
import type { SearchArea, SearchHits, TenantHit, UserHit } from "./model";

/** With fewer exact hits than this, what is like it but for a typo is looked for as well. */
const FEW = 3;
/** How long that may take: an extra that no one should wait for. */
const TOLERANT_MS = 1500;
/** How many of a word's trigrams a name must have. */
const ALIKE = "0.33";

/**
 * Companies and users at and below the actor's own company whose name, login or email has every word of a search,
 * whatever the case and accents; with few of them also those whose name is like it but for a typo. Best first.
 * @throws AppError FORBIDDEN for users who can see only themselves, or have no role on the Management Portal.
 */
export async function searchBelow(
  actor: Actor,
  { search, area }: { search: string; area: SearchArea },
  limit: number,
): Promise<SearchHits> {
  if (!actor.roles.management_portal || actor.access === "self") throw new AppError("FORBIDDEN");
  const question = { scope: actor.tenantPath, search, limit };
  const { words, ...exact } = await find(actor, search, {
    tenants: exactHits(TENANTS, question),
    users: area === "all" ? exactHits(USERS, question) : undefined,
  });
  const lacking = (hits: readonly unknown[]) => hits.length < Math.min(FEW, limit) && words.some(isRecognizable);
  const wanted = {
    tenants: lacking(exact.tenants) ? similarHits(TENANTS, question, words) : undefined,
    users: area === "all" && lacking(exact.users) ? similarHits(USERS, question, words) : undefined,
  };
  if (!wanted.tenants && !wanted.users) return exact;
  const alike = await find(actor, search, wanted, {
    statement_timeout: String(TOLERANT_MS),
    "pg_trgm.word_similarity_threshold": ALIKE,
  }).catch((error: unknown): SearchHits => {
    if (wasCancelled(error)) return { tenants: [], users: [] };
    throw error;
  });
  return { tenants: together(exact.tenants, alike.tenants, limit), users: together(exact.users, alike.users, limit) };
}

/** What some queries find, and the words of a search as texts are searched for them. */
function find(
  actor: Actor,
  search: string,
  wanted: { tenants?: SQL; users?: SQL },
  settings: SearchSettings = {},
): Promise<SearchHits & { words: string[] }> {
  return idsBehindPolicies(
    "companies and users by a search",
    actor,
    { path: actor.tenantPath },
    (ids) => Promise.all([wanted.tenants ? ids(wanted.tenants) : [], wanted.users ? ids(wanted.users) : []]),
    async (tx, [tenantIds, userIds]) => {
      const [tenants, users, words] = await Promise.all([
        tenantHits(tx, tenantIds),
        userHits(tx, userIds, actor.language),
        wordsOf(tx, search),
      ]);
      return { tenants, users, words };
    },
    settings,
  );
}

async function wordsOf(tx: Transaction, search: string): Promise<string[]> {
  const [row] = rowsOf<{ form: string }>(await tx.execute(sql`select search_form(${search}) as form`));
  return row?.form.split(" ").filter((word) => word !== "") ?? [];
}

/** Exact hits before those that are only alike, each once. */
function together<Hit extends { id: number }>(exact: Hit[], alike: Hit[], limit: number): Hit[] {
  return [...exact, ...alike.filter(({ id }) => !exact.some((hit) => hit.id === id))].slice(0, limit);
}

/** Read through the policies, whatever was found. */
async function tenantHits(tx: Transaction, ids: number[]): Promise<TenantHit[]> {
  if (ids.length === 0) return [];
  const parent = alias(tenants, "parent");
  const rows = await tx
    .select({
      id: tenants.id,
      name: tenants.name,
      kind: tenants.kind,
      disabledAt: tenants.disabledAt,
      deletedAt: tenants.deletedAt,
      parentName: parent.name,
    })
    .from(tenants)
    .leftJoin(parent, eq(parent.id, tenants.parentId))
    .where(and(isAnyOf(tenants.id, ids), isNull(tenants.deletedAt)));
  return inOrderOf(
    ids,
    rows.map(({ disabledAt, deletedAt, ...row }) => ({ ...row, status: tenantStatus({ disabledAt, deletedAt }) })),
  );
}

async function userHits(tx: Transaction, ids: number[], reader: Language): Promise<UserHit[]> {
  if (ids.length === 0) return [];
  const found = and(isAnyOf(users.id, ids), isNull(users.deletedAt));
  // Asked for apart: joined, the policy of tenants makes Postgres read the whole scope.
  const theirs = sql`${tenants.id} = any(array(${tx.select({ id: users.tenantId }).from(users).where(found)}))`;
  const [rows, companies] = await Promise.all([
    tx
      .select({
        id: users.id,
        tenantId: users.tenantId,
        login: users.login,
        email: users.email,
        firstName: users.firstName,
        lastName: users.lastName,
        status: users.status,
      })
      .from(users)
      .where(found),
    tx
      .select({ id: tenants.id, name: tenants.name })
      .from(tenants)
      .where(and(theirs, isNull(tenants.deletedAt))),
  ]);
  const nameOf = new Map(companies.map(({ id, name }) => [id, name]));
  return inOrderOf(ids, rows).flatMap(({ firstName, lastName, ...row }) => {
    const tenantName = nameOf.get(row.tenantId);
    if (tenantName === undefined) return [];
    return [{ ...row, tenantName, name: displayName({ firstName, lastName }, reader) }];
  });
}
