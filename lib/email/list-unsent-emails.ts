import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { asActor, rowsOf, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { emails, tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { AppError } from "@/lib/errors";
import { findPage, type Part } from "@/lib/list/page";
import { idArray, type Subtree, withTenantsBelow } from "@/lib/tenants/below";
import { getTenant } from "@/lib/tenants/queries";
import {
  type EmailStatus,
  parseDeliveryError,
  UNSENT_DAYS,
  type UnsentEmail,
  type UnsentPage,
  type UnsentStatus,
} from "./model";
import { waitsUntil } from "./queries";

export const UNSENT_PER_PAGE = 50;
/** Up to this many tenants are looked through one by one; docs/decisions/0020 says why. */
export const READ_BY_TENANT = 200;

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
  const place = z.uuid().safeParse(after).success ? { after } : {};
  return withTenantsBelow(actor, await placeOf(actor, tenantId), READ_BY_TENANT, async (tx, subtree) => {
    const finder = {
      find: (part: Part<string>) => unsentIds(tx, subtree, status, part),
      known: async (id: string) => (await tx.$count(emails, and(eq(emails.id, id), atOrBelow(subtree)))) > 0,
    };
    const { keys, ...page } = await findPage(finder, limit, place);
    return { ...page, emails: await unsentOf(tx, keys) };
  });
}

/** How many there are, counted up to a number. Run it as the actor. @param subtree by READ_BY_TENANT. */
export async function countUnsentEmails(
  tx: Transaction,
  subtree: Subtree,
  status: UnsentStatus,
  atMost: number,
): Promise<number> {
  return (await unsentIds(tx, subtree, status, { limit: atMost })).length;
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
  const place = await placeOf(actor, tenantId);
  return asActor(actor, async (tx) => {
    const [email] = await tx
      .select({ toAddress: emails.toAddress, status: emails.status })
      .from(emails)
      .where(and(eq(emails.id, emailId), atOrBelow(place)));
    return email ?? null;
  });
}

async function placeOf(actor: Actor, tenantId: number): Promise<Place> {
  const { id, path, insideHidden } = await getTenant(actor, tenantId);
  assertCan(actor, "user.list", { path });
  if (insideHidden) throw new AppError("SELF_MANAGED");
  return { id, path };
}

/** Behind a CASE, as in the policies: no index serves the operator under them. */
const atOrBelow = ({ path }: Pick<Place, "path">) =>
  sql`case when ${emails.tenantPath} <@ ${path}::ltree then true else false end`;

/** Written out and not as parameters: only so can Postgres tell that the partial indexes hold all there is to find. */
const IS_STATUS: Record<UnsentStatus, SQL> = {
  failed: sql`${emails.status} = 'failed'`,
  queued: sql`${emails.status} = 'queued'`,
};

/** The newest first, the quicker of two ways: few tenants one by one, many by walking all there is. */
async function unsentIds(
  tx: Transaction,
  { path, few }: Subtree,
  status: UnsentStatus,
  { limit, after }: Part<string>,
): Promise<string[]> {
  const key =
    after === undefined
      ? undefined
      : sql`(${emails.createdAt}, ${emails.id}) < (select k.created_at, k.id from emails k where k.id = ${after})`;
  const newestFirst = (where: SQL) => sql`select ${emails.id} as id, ${emails.createdAt} as at from ${emails}
    where ${and(where, IS_STATUS[status], sql`${emails.createdAt} > now() - make_interval(days => ${UNSENT_DAYS}::int)`, key)}
    order by ${emails.createdAt} desc, ${emails.id} desc limit ${limit}`;
  const result = await tx.execute(
    few === null
      ? newestFirst(atOrBelow({ path }))
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
      waitsUntil,
    })
    .from(emails)
    .where(inArray(emails.id, ids));
  // Asked for apart: joined, the policies make Postgres read the whole scope (lib/audit-log/queries.ts).
  const [names, people] = await Promise.all([
    tx
      .select({ id: tenants.id, name: tenants.name, deletedAt: tenants.deletedAt })
      .from(tenants)
      .where(isAnyOf(tenants.id, [...new Set(rows.map(({ tenantId }) => tenantId))])),
    tx
      .select({ id: users.id, deletedAt: users.deletedAt })
      .from(users)
      .where(isAnyOf(users.id, [...new Set(rows.map(({ userId }) => userId))])),
  ]);
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
