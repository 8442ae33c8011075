import { and, eq, gte, isNull, lt, type SQL, sql } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { auditLog, tenants } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { AppError } from "@/lib/errors";
import { isLogin, normalizeLogin } from "@/lib/fields/login";
import { findPage, idsOf, inOrderOf, type Part } from "@/lib/list/page";
import { idArray, type Subtree, withTenantsBelow } from "@/lib/tenants/below";
import { getTenant } from "@/lib/tenants/queries";
import { endOfDay, startOfDay } from "@/lib/time-zone/days";
import type { TenantKind } from "@/lib/vocabulary";
import type { AuditFilter, AuditLine, AuditPage } from "./model";

export const LINES_PER_PAGE = 50;
/** How many companies below the filter offers by name; of more, each has its own log. */
const TENANTS_OFFERED = 200;

/**
 * Up to this many lines are read to find a page tenant by tenant, each from its own index: about 30 ms with a million
 * lines, some 130 ms for a rare event. Larger subtrees walk the whole log backwards, which meets their lines soon.
 */
const READ_BY_TENANT = 10_000;

type Place = { id: number; path: string };
type Tenants = ReadonlyMap<number, { name: string; kind: TenantKind }>;
type Row = Omit<AuditLine, "initiator" | "tenantName" | "objectKind"> & {
  actorLogin: string | null;
  actorTenantId: number | null;
  byOperator: boolean;
};

const LINE = {
  id: auditLog.id,
  at: auditLog.at,
  event: auditLog.event,
  tenantId: auditLog.tenantId,
  objectType: auditLog.objectType,
  objectId: auditLog.objectId,
  objectName: auditLog.objectName,
  actorLogin: auditLog.actorLogin,
  address: auditLog.address,
  userAgent: auditLog.userAgent,
  requestId: auditLog.requestId,
  details: auditLog.details,
  actorTenantId: auditLog.actorTenantId,
  byOperator: auditLog.byOperator,
};

/**
 * What happened in a tenant and below it, newest first, a page at a time.
 * @param after the id of the line before the page; one that is not there counts as none.
 * @throws AppError NOT_FOUND for a tenant out of reach, of the filter too; FORBIDDEN.
 */
export async function listAuditLines(
  actor: Actor,
  tenantId: number,
  { filter = {}, after, limit = LINES_PER_PAGE }: { filter?: AuditFilter; after?: number; limit?: number } = {},
): Promise<AuditPage> {
  const place = await placeToRead(actor, tenantId, filter);
  // One row more than a page holds is looked for.
  return withTenantsBelow(actor, place, Math.floor(READ_BY_TENANT / (limit + 1)), async (tx, subtree) => {
    const finder = {
      find: (part: Part) => idsOf(tx, linesAlong(subtree, filter, actor.timeZone, part)),
      known: async (line: number) => (await tx.$count(auditLog, and(eq(auditLog.id, line), atOrBelow(place)))) > 0,
    };
    const { keys, ...page } = await findPage(finder, limit, { after });
    return { ...page, lines: await linesOf(tx, keys) };
  });
}

/**
 * One line of a tenant or of one below it, with the company of who did it where that is within reach.
 * @throws AppError NOT_FOUND, the same for a line out of reach and one that never was; FORBIDDEN.
 */
export async function getAuditLine(
  actor: Actor,
  tenantId: number,
  lineId: number,
): Promise<AuditLine & { initiatorTenant: string | null }> {
  const place = await placeToRead(actor, tenantId);
  return asActor(actor, async (tx) => {
    const [row] = await tx
      .select(LINE)
      .from(auditLog)
      .where(and(eq(auditLog.id, lineId), atOrBelow(place)));
    if (!row) throw new AppError("NOT_FOUND");
    const { actorTenantId } = row;
    const known = await tenantsOf(tx, [...tenantIdsOf(row), ...(actorTenantId === null ? [] : [actorTenantId])]);
    return { ...asLine(row, known), initiatorTenant: known.get(actorTenantId ?? 0)?.name ?? null };
  });
}

/** How many entries a user's own page shows. */
const LINES_OF_USER = 10;

/**
 * The last lines about a user and of what they did, newest first. Each half walks an index of its own, however long the log.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN.
 */
export async function listLinesOfUser(actor: Actor, tenantId: number, userId: number): Promise<AuditLine[]> {
  const place = await placeToRead(actor, tenantId);
  return asActor(actor, async (tx) => {
    const newest = (condition: SQL) => sql`(select ${auditLog.id} as id, ${auditLog.at} as at from ${auditLog}
      where ${and(condition, atOrBelow(place))} order by ${auditLog.at} desc, ${auditLog.id} desc limit ${LINES_OF_USER})`;
    const about = sql`${auditLog.objectType} = 'user' and ${auditLog.objectId} = ${String(userId)}`;
    const lines = sql`select id from (${newest(about)} union
      ${newest(sql`${auditLog.actorUserId} = ${userId}`)}) as l order by at desc, id desc limit ${LINES_OF_USER}`;
    return linesOf(tx, await idsOf(tx, lines));
  });
}

/**
 * The tenants below one, for the filter: name, and the one above it where that is not the tenant itself.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN.
 */
export async function listTenantsBelow(actor: Actor, tenantId: number) {
  const place = await placeToRead(actor, tenantId);
  return asActor(actor, async (tx) => {
    const rows = await tx
      .select({ id: tenants.id, name: tenants.name, parentId: tenants.parentId })
      .from(tenants)
      .where(
        and(sql`${tenants.path} <@ ${place.path}::ltree`, sql`${tenants.id} <> ${place.id}`, isNull(tenants.deletedAt)),
      )
      .orderBy(sql`nlevel(${tenants.path})`, tenants.nameKey)
      .limit(TENANTS_OFFERED + 1);
    const offered = rows.slice(0, TENANTS_OFFERED);
    const known = await tenantsOf(
      tx,
      offered.flatMap(({ parentId }) => parentId ?? []),
    );
    return {
      tenants: offered.map(({ id, name, parentId }) => ({
        id,
        name,
        parentName: parentId === null || parentId === place.id ? null : (known.get(parentId)?.name ?? null),
      })),
      more: rows.length > TENANTS_OFFERED,
    };
  });
}

/** The tenant whose entries a filter selects: the one that is open, or one below it. */
async function placeToRead(actor: Actor, tenantId: number, filter: AuditFilter = {}): Promise<Place> {
  const { id, path } = await getTenant(actor, tenantId);
  assertCan(actor, "audit_log.read", { path });
  if (filter.tenant === undefined || filter.tenant === id) return { id, path };
  const below = await getTenant(actor, filter.tenant);
  if (!below.path.startsWith(`${path}.`)) throw new AppError("NOT_FOUND");
  return { id: below.id, path: below.path };
}

/** Behind a CASE, as in the policies: the planner takes the bare operator for rarer than it is and sorts whole subtrees. */
const atOrBelow = ({ path }: { path: string }) =>
  sql`case when ${auditLog.tenantPath} <@ ${path}::ltree then true else false end`;

/** Every comparison here is leakproof, or no index would serve it under the row-level policies. */
function conditionsOf({ from, to, event, person }: AuditFilter, timeZone: string, after: number | undefined): SQL[] {
  const conditions = [
    from && gte(auditLog.at, startOfDay(from, timeZone)),
    to && lt(auditLog.at, endOfDay(to, timeZone)),
    event && eq(auditLog.event, event),
    // What can't be a login is no one's, so the database needn't look.
    person && (isLogin(person) ? eq(auditLog.actorLoginKey, normalizeLogin(person)) : sql`false`),
    after !== undefined &&
      sql`(${auditLog.at}, ${auditLog.id}) < (select k.at, k.id from audit_log k where k.id = ${after})`,
  ];
  return conditions.filter((condition) => typeof condition === "object");
}

/** The lines of a page, newest first, the quicker of two ways: see READ_BY_TENANT. */
function linesAlong({ path, few }: Subtree, filter: AuditFilter, timeZone: string, { limit, after }: Part): SQL {
  const conditions = conditionsOf(filter, timeZone, after);
  const newestFirst = (
    matching: SQL | undefined,
  ) => sql`select ${auditLog.id} as id, ${auditLog.at} as at from ${auditLog}
    where ${matching} order by ${auditLog.at} desc, ${auditLog.id} desc limit ${limit}`;
  return few === null
    ? newestFirst(and(atOrBelow({ path }), ...conditions))
    : sql`select l.id from unnest(${idArray(few)}) as t (id)
        cross join lateral (${newestFirst(and(sql`${auditLog.tenantId} = t.id`, ...conditions))}) as l
        order by l.at desc, l.id desc limit ${limit}`;
}

async function linesOf(tx: Transaction, ids: number[]): Promise<AuditLine[]> {
  if (ids.length === 0) return [];
  const rows = await tx.select(LINE).from(auditLog).where(isAnyOf(auditLog.id, ids));
  const known = await tenantsOf(tx, rows.flatMap(tenantIdsOf));
  return inOrderOf(
    ids,
    rows.map((row) => asLine(row, known)),
  );
}

/** Asked for apart: joined, the policy of tenants makes Postgres read the whole scope for every line (240 ms a page). */
async function tenantsOf(tx: Transaction, tenantIds: number[]): Promise<Tenants> {
  if (tenantIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: tenants.id, name: tenants.name, kind: tenants.kind })
    .from(tenants)
    .where(isAnyOf(tenants.id, [...new Set(tenantIds)]));
  return new Map(rows.map(({ id, ...tenant }) => [id, tenant]));
}

/** The tenant whose log holds a line, and the one that the line is about. */
function tenantIdsOf({ tenantId, objectType, objectId }: Pick<Row, "tenantId" | "objectType" | "objectId">): number[] {
  return objectType === "tenant" ? [tenantId, Number(objectId)] : [tenantId];
}

function asLine({ actorLogin, actorTenantId: _, byOperator, ...row }: Row, known: Tenants): AuditLine {
  const byRequest = row.requestId !== null || row.address !== null || row.userAgent !== null;
  const nameless = byOperator ? "operator" : byRequest ? "unknown" : "system";
  return {
    ...row,
    tenantName: known.get(row.tenantId)?.name ?? "",
    objectKind: row.objectType === "tenant" ? (known.get(Number(row.objectId))?.kind ?? null) : null,
    initiator: actorLogin === null ? nameless : { login: actorLogin },
  };
}
