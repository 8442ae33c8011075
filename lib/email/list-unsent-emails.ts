import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { asActor, rowsOf, type Transaction } from "@/db";
import { emails, tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { AppError } from "@/lib/errors";
import { fewTenantsBelow, findTenant, idArray } from "@/lib/tenants/queries";
import {
  type EmailStatus,
  parseDeliveryError,
  UNSENT_DAYS,
  type UnsentEmail,
  type UnsentPage,
  type UnsentStatus,
} from "./model";

export const UNSENT_PER_PAGE = 50;
/** Up to this many tenants are looked through one by one; docs/decisions/0020 says why. */
const READ_BY_TENANT = 200;

type Place = { id: number; path: string };
type Query = { status: UnsentStatus; after?: string; limit?: number };

/**
 * The emails of the last days that haven't gone out to users of a tenant and below it, newest first, a page at a time.
 * @param query.after the id of the email before the page; one that is not there counts as none.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED.
 */
export async function listUnsentEmails(
  actor: Actor,
  tenantId: number,
  { status, after, limit = UNSENT_PER_PAGE }: Query,
): Promise<UnsentPage> {
  return asActor(actor, async (tx) => {
    const place = await placeOf(tx, actor, tenantId);
    const earlier = after !== undefined && (await isThere(tx, place, after));
    const key = earlier
      ? sql`(${emails.createdAt}, ${emails.id}) < (select k.created_at, k.id from emails k where k.id = ${after})`
      : undefined;
    const ids = await idsOf(tx, place, status, limit + 1, key);
    const page = ids.slice(0, limit);
    return { emails: await unsentOf(tx, page), earlier, next: ids.length > limit ? (page.at(-1) ?? null) : null };
  });
}

/** How many there are, counted up to a number. Run it as the actor, about a tenant in their reach. */
export async function countUnsentEmails(
  tx: Transaction,
  place: Place,
  status: UnsentStatus,
  atMost: number,
): Promise<number> {
  return (await idsOf(tx, place, status, atMost)).length;
}

/**
 * The state of an email of a tenant or below it that has just been put back into the queue; null if there is none.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN, SELF_MANAGED.
 */
export async function findSentAgain(
  actor: Actor,
  tenantId: number,
  emailId: string,
): Promise<{ toAddress: string; status: EmailStatus } | null> {
  if (!z.uuid().safeParse(emailId).success) return null;
  return asActor(actor, async (tx) => {
    const place = await placeOf(tx, actor, tenantId);
    const [email] = await tx
      .select({ toAddress: emails.toAddress, status: emails.status })
      .from(emails)
      .where(and(eq(emails.id, emailId), atOrBelow(place)));
    return email ?? null;
  });
}

async function placeOf(tx: Transaction, actor: Actor, tenantId: number): Promise<Place> {
  const { id, path, insideHidden } = await findTenant(tx, actor, tenantId);
  assertCan(actor, "user.list", { path: path });
  if (insideHidden) throw new AppError("SELF_MANAGED");
  return { id, path };
}

/** Behind a CASE, as in the policies: no index serves the operator under them. */
const atOrBelow = ({ path }: Place) => sql`case when ${emails.tenantPath} <@ ${path}::ltree then true else false end`;

/** Written out and not as parameters: only so can Postgres tell that the partial indexes hold all there is to find. */
const IS_STATUS: Record<UnsentStatus, SQL> = {
  failed: sql`${emails.status} = 'failed'`,
  queued: sql`${emails.status} = 'queued'`,
};

async function isThere(tx: Transaction, place: Place, emailId: string): Promise<boolean> {
  if (!z.uuid().safeParse(emailId).success) return false;
  const rows = await tx
    .select({ id: emails.id })
    .from(emails)
    .where(and(eq(emails.id, emailId), atOrBelow(place)));
  return rows.length > 0;
}

/** The newest first, the quicker of two ways: few tenants one by one, many by walking all there is. */
async function idsOf(tx: Transaction, place: Place, status: UnsentStatus, limit: number, key?: SQL): Promise<string[]> {
  const few = await fewTenantsBelow(tx, place.id, READ_BY_TENANT);
  const newestFirst = (where: SQL) => sql`select ${emails.id} as id, ${emails.createdAt} as at from ${emails}
    where ${and(where, IS_STATUS[status], sql`${emails.createdAt} > now() - make_interval(days => ${UNSENT_DAYS}::int)`, key)}
    order by ${emails.createdAt} desc, ${emails.id} desc limit ${limit}`;
  const result = await tx.execute(
    few === null
      ? newestFirst(atOrBelow(place))
      : sql`select l.id from unnest(${idArray(few)}) as t (id)
          cross join lateral (${newestFirst(sql`${emails.tenantId} = t.id`)}) as l
          order by l.at desc, l.id desc limit ${limit}`,
  );
  return rowsOf<{ id: string }>(result).map(({ id }) => id);
}

async function unsentOf(tx: Transaction, ids: string[]): Promise<UnsentEmail[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({
      id: emails.id,
      userId: emails.userId,
      tenantId: emails.tenantId,
      template: emails.template,
      toAddress: emails.toAddress,
      status: sql<UnsentStatus>`${emails.status}`,
      attempts: emails.attempts,
      lastError: emails.lastError,
      createdAt: emails.createdAt,
      nextAttemptAt: emails.nextAttemptAt,
    })
    .from(emails)
    .where(inArray(emails.id, ids));
  // Asked for apart: joined, the policies make Postgres read the whole scope (lib/audit-log/queries.ts).
  const names = await tx
    .select({ id: tenants.id, name: tenants.name, deletedAt: tenants.deletedAt })
    .from(tenants)
    .where(inArray(tenants.id, [...new Set(rows.map(({ tenantId }) => tenantId))]));
  const people = await tx
    .select({ id: users.id, deletedAt: users.deletedAt })
    .from(users)
    .where(inArray(users.id, [...new Set(rows.map(({ userId }) => userId))]));
  const companies = new Map(names.map((row) => [row.id, row]));
  const live = new Set(people.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id));
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = found.get(id);
    const company = row && companies.get(row.tenantId);
    if (!row || !company) return [];
    const { lastError, ...email } = row;
    const gone = company.deletedAt !== null || !live.has(row.userId);
    return { ...email, error: parseDeliveryError(lastError), tenantName: company.name, gone };
  });
}
